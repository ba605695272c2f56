/** Whether there is room for a table; without it the same things are cards. */
import { useSyncExternalStore } from "react";

const WIDE = "(min-width: 64rem)";

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(WIDE).matches);
}

function subscribe(listener: () => void): () => void {
  const media = matchMedia(WIDE);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}
