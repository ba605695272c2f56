/** Which key does what. Single keys work only outside of fields, and can be switched off (WCAG 2.1.4). */
import { destinations, settings } from "../shell/navigation";
import type { Overlay } from "./overlay-context";

export type Deed = { open: Overlay } | { go: string } | { focus: "search" } | "lead" | null;

/** What G waits for before the page's own letter. */
export const LEAD_KEY = "g";
export const NEW_CAMPAIGN_KEY = "c";

type Stroke = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Ctrl or Cmd+K, which means the palette also while typing. */
export function isPaletteKey({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Stroke): boolean {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && (key.toLowerCase() === "k" || code === "KeyK");
}

/** What a single key asks for, after the lead key or without it. */
export function deedOf(stroke: Stroke, isLed: boolean): Deed {
  if (stroke.ctrlKey || stroke.metaKey || stroke.altKey) return null;
  const letter = letterOf(stroke);
  if (isLed) {
    const page = [...destinations, settings].find(({ key }) => key === letter);
    return page ? { go: page.to } : null;
  }
  if (letter === "?") return { open: "shortcuts" };
  if (letter === "/") return { focus: "search" };
  if (letter === LEAD_KEY) return "lead";
  return letter === NEW_CAMPAIGN_KEY ? { go: "/campaigns/new" } : null;
}

/** The Latin letter on the key: on a Hindi keyboard G types another one. */
function letterOf({ key, code, shiftKey }: Stroke): string {
  if (/^[a-z?/]$/i.test(key)) return key.toLowerCase();
  if (code === "Slash") return shiftKey ? "?" : "/";
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : "";
}
