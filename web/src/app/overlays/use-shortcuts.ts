/** Listens to the keyboard on every page. Nothing happens in a field, in a menu or while a dialog is open. */
import { useEffect, useEffectEvent, useRef } from "react";
import { useNavigate } from "react-router";
import { loadPalette } from "./load-palette";
import type { Overlay } from "./overlay-context";
import { deedOf, isPaletteKey } from "./shortcuts";
import { singleKeysAreOn } from "./single-keys";

/** How long G waits for the next key. */
const LEAD_MS = 1_500;
/** Where letters have a meaning of their own. */
const TAKES_LETTERS =
  "input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=textbox]";
const OVER_THE_PAGE = "[role=dialog], [role=alertdialog], [role=menu]";
const SEARCH_FIELD = "main input[type=search]";

/** `isOpen`: asked for already, though its code may still be on the way; what is typed meanwhile is meant for it. */
export function useShortcuts(open: (overlay: Overlay) => void, isOpen: boolean) {
  const navigate = useNavigate();
  const ledUntil = useRef(0);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    // The first half of Ctrl+K: the palette is there before the second.
    if (event.key === "Control" || event.key === "Meta") void loadPalette();
    const isCovered = isOpen || document.querySelector(OVER_THE_PAGE) !== null;
    if (isPaletteKey(event)) {
      // The browser's own meaning of these keys would take the focus out of the page.
      event.preventDefault();
      if (!isCovered) open("palette");
      return;
    }
    if (isCovered || event.repeat || !singleKeysAreOn() || takesLetters(event.target)) return;
    const deed = deedOf(event, event.timeStamp < ledUntil.current);
    ledUntil.current = deed === "lead" ? event.timeStamp + LEAD_MS : 0;
    if (deed === null || deed === "lead") return;
    event.preventDefault();
    if ("open" in deed) open(deed.open);
    else if ("go" in deed) void navigate(deed.go);
    else document.querySelector<HTMLElement>(SEARCH_FIELD)?.focus();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function takesLetters(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TAKES_LETTERS) !== null;
}
