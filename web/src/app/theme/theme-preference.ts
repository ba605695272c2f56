/** Light, dark or the system's: kept in the browser, set on <html>. public/early.js does the same before the first paint. */
import { useSyncExternalStore } from "react";

export type ThemePreference = "light" | "dark" | "system";

const STORAGE_KEY = "harkara-theme";
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();
let preference = readPreference();

systemDark.addEventListener("change", apply);

export function useThemePreference(): [ThemePreference, (next: ThemePreference) => void] {
  return [useSyncExternalStore(subscribe, () => preference), setPreference];
}

function setPreference(next: ThemePreference) {
  preference = next;
  try {
    if (next === "system") localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // Storage may be switched off; the choice then lasts until the page is left.
  }
  apply();
  for (const listener of listeners) listener();
}

/** What is shown now, whoever decided it. */
export function isDark(): boolean {
  return preference === "dark" || (preference === "system" && systemDark.matches);
}

function apply() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

function readPreference(): ThemePreference {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
