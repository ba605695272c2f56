/** One line of the command palette: a page, a thing or an act. */
import type { LucideIcon } from "lucide-react";

export type Group = "recent" | "pages" | "actions" | "campaigns" | "numbers" | "templates" | "customers";

export interface Entry {
  id: string;
  group: Group;
  label: string;
  /** What tells it from others of the same name. */
  hint?: string;
  /** Other words it is found by. */
  also?: string;
  icon: LucideIcon;
  /** Of the label, where it is not the language shown. */
  lang?: string;
  /** Where it leads; acts have none. */
  to?: string;
  run: () => void;
}

/** Every word typed is somewhere in its words. */
export function matches({ label, hint = "", also = "" }: Entry, typed: string): boolean {
  const words = `${label} ${hint} ${also}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

/** The line's id in the page. */
export function optionId(list: string, { id }: Entry): string {
  return `${list}-${id.replaceAll(/\W/g, "_")}`;
}
