/**
 * The words React Aria says by itself ("Dismiss", "Clear search", announcements), in the dashboard's languages: of its own thirty
 * none is Hindi, and the build leaves those out (vite.config.ts). Read at every use, so a change of language reaches them.
 */
import type { TFunction } from "i18next";
import reactAria from "@/locales/en/react-aria.json";

/** Where React Aria looks for words that a page brings along (react-aria-components/i18n). */
const LOCALE = Symbol.for("react-aria.i18n.locale");
const WORDS = Symbol.for("react-aria.i18n.strings");

type Say = (values: Record<string, string | number>) => string;

export function lendReactAriaWords(t: TFunction) {
  const packages = Object.entries(reactAria).map(([name, words]) => [
    name,
    Object.fromEntries(Object.keys(words).map((key) => asSaid(t, name, key))),
  ]);
  // Any name will do: each word follows the language that is shown.
  Object.assign(window, { [LOCALE]: "en-IN", [WORDS]: Object.fromEntries(packages) });
}

function asSaid(t: TFunction, name: string, key: string): [string, Say] {
  const word = key.replace(/_(one|other)$/, "");
  return [word, (values) => t(`react-aria:${name}.${word}` as never, values) as string];
}
