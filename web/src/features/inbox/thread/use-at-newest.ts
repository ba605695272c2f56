/** Whether the reader of a thread looks at its newest messages, and how many came while they looked elsewhere. */
import { useRef, useState } from "react";
import type { Message } from "@/api/models";

/** So far up a reader has left the newest message for good. */
const AWAY_PX = 240;

export function useAtNewest(newestFirst: Message[]) {
  const area = useRef<HTMLDivElement>(null);
  const newest = newestFirst[0]?.id;
  const [isAway, setAway] = useState(false);
  const [seen, setSeen] = useState(newest);
  // Who is at the bottom sees what comes.
  if (!isAway && seen !== newest) setSeen(newest);
  const since = newestFirst.findIndex(({ id }) => id === seen);
  return {
    area,
    // The area is reversed: it counts from the bottom, downwards in negative numbers.
    onScroll: () => setAway(-(area.current?.scrollTop ?? 0) > AWAY_PX),
    isAway,
    unseen: since < 0 ? 0 : since,
    goToNewest: () => {
      area.current?.scrollTo({ top: 0 });
      area.current?.focus({ preventScroll: true });
    },
  };
}
