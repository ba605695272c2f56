/** A link may lead to one number of the page (#number-3): its card comes into sight, takes the focus and is marked. */
import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

export function useLinkedCard(numberId: number) {
  const id = `number-${numberId}`;
  const { hash, key } = useLocation();
  const isLinked = hash === `#${id}`;
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isLinked) return;
    card.current?.scrollIntoView({ block: "start" });
    card.current?.focus({ preventScroll: true });
    // Following the same link once more leads there once more.
  }, [isLinked, key]);
  return { id, ref: card, tabIndex: -1, "data-linked": isLinked || undefined };
}
