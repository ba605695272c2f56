/**
 * The words React Aria says by itself ("Dismiss", "Clear search", announcements), in the dashboard's languages: of its own thirty
 * none is Hindi, and the build leaves those out (vite.config.ts). Read at every use, so a change of language reaches them.
 */
import type { TFunction } from "i18next";
import reactAria from "@/locales/en/react-aria.json";

/** Where React Aria looks for words that a page brings along (react-aria-components/i18n). */
const LOCALE = Symbol.for("react-aria.i18n.locale");
const WORDS = Symbol.for("react-aria.i18n.strings");

type Values = Record<string, string | number>;
type Words = Record<string, (values: Values) => string>;

export function lendReactAriaWords(t: TFunction) {
  const packages: Record<string, Words> = {};
  for (const [name, words] of Object.entries(reactAria)) {
    const sayable: Words = (packages[name] = {});
    for (const key of Object.keys(words)) {
      const word = key.replace(/_(one|other)$/, "");
      sayable[word] = (values) => t(`react-aria:${name}.${word}` as never, values);
    }
  }
  // Any locale will do: each word follows the language that is shown.
  Object.assign(window, { [LOCALE]: "en-IN", [WORDS]: packages });
}
