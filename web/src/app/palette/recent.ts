/** What was opened from the palette lately, kept in the browser. No customers: a shared computer need not know who was looked up. */
import { Clock } from "lucide-react";
import type { Entry } from "./entry";

const STORAGE_KEY = "harkara-recent";
const KEPT = 5;
const REMEMBERED = new Set<Entry["group"]>(["campaigns", "numbers", "templates", "recent"]);

interface Recent {
  label: string;
  hint?: string;
  to: string;
}

export function recentEntries(go: (to: string) => void): Entry[] {
  return stored().map(({ label, hint, to }) => ({
    id: `recent-${to}`,
    group: "recent",
    label,
    hint,
    icon: Clock,
    to,
    run: () => go(to),
  }));
}

export function remember({ group, label, hint, to }: Entry) {
  if (!to || !REMEMBERED.has(group)) return;
  const rest = stored().filter((recent) => recent.to !== to);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([{ label, hint, to }, ...rest].slice(0, KEPT)));
  } catch {
    // Storage may be switched off; then nothing is remembered.
  }
}

/** Another person may sign in next. */
export function forgetRecent() {
  try {
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Then nothing was remembered either.
  }
}

function stored(): Recent[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(list) ? list.filter(isRecent) : [];
  } catch {
    return [];
  }
}

function isRecent(value: unknown): value is Recent {
  const { label, to } = (value ?? {}) as Partial<Record<keyof Recent, unknown>>;
  return typeof label === "string" && typeof to === "string" && to.startsWith("/");
}
