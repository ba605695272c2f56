/** Which messages of the open thread are on the page, and the way to one of them. */
import { createContext, useContext } from "react";

const Loaded = createContext<ReadonlySet<number>>(new Set());

export const LoadedMessages = Loaded.Provider;

export function useLoaded(): ReadonlySet<number> {
  return useContext(Loaded);
}

export function messageElementId(id: number): string {
  return `message-${id}`;
}

/** Brings a message into sight, with the focus, and shows for a moment which one it is. */
export function goToMessage(id: number) {
  const element = document.getElementById(messageElementId(id));
  if (!element) return;
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
}
