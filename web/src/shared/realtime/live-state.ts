/** How the dashboard learns of changes right now: a small store that the channel feeds, and the indicator and every poll read. */
import { useSyncExternalStore } from "react";

/** `reconnecting` becomes `polling` when it takes long; figures are asked for every 30 s from the first moment on. */
export type LiveState = "connecting" | "live" | "reconnecting" | "polling";

const FALLBACK_POLL_MS = 30_000;
/** While changes are told, asking is only there for what nobody told of: Supabase drops changes silently when it is overloaded. */
const LIVE_POLL_MS = 60_000;

let state: LiveState = "connecting";
const listeners = new Set<() => void>();

export function reportLiveState(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(subscribe, () => state);
}

/** How long a query on campaigns or notifications waits until it asks again by itself. */
export function pollMs(): number {
  return state === "live" ? LIVE_POLL_MS : FALLBACK_POLL_MS;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
