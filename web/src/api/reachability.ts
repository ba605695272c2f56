/** Whether the server answered lately: a small store that every call feeds and the shell's banner reads. */
import { useSyncExternalStore } from "react";

let reachable = true;
const listeners = new Set<() => void>();

/** 502-504 come from the proxy in front of a stopped server. */
export function reportAnswer(status: number): void {
  setReachable(status < 502 || status > 504);
}

export function reportNoAnswer(): void {
  setReachable(false);
}

export function useServerReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable);
}

function setReachable(next: boolean): void {
  if (next === reachable) return;
  reachable = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
