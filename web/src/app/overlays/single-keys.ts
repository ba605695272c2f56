/** Whether single-key shortcuts are on: kept in the browser. Who speaks to the computer, or hits keys by chance, turns them off. */
import { useSyncExternalStore } from "react";

const STORAGE_KEY = "harkara-single-keys";
const listeners = new Set<() => void>();
let areOn = readPreference();

export function singleKeysAreOn(): boolean {
  return areOn;
}

export function useSingleKeys(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, singleKeysAreOn), setSingleKeys];
}

function setSingleKeys(on: boolean) {
  areOn = on;
  try {
    if (on) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, "off");
  } catch {
    // Storage may be switched off; the choice then lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

function readPreference(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== "off";
  } catch {
    return true;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
