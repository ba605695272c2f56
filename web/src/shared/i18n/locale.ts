/** Formats of the language that is shown: Indian digits and months, in English or Hindi. */
import { shownLanguage } from "./i18n";
import type { Language } from "./language";

/** One formatter per language, made when first needed: `const count = perLanguage((locale) => new Intl.NumberFormat(locale))`. */
export function perLanguage<T>(make: (locale: string) => T): () => T {
  const made = new Map<Language, T>();
  return () => {
    const language = shownLanguage();
    const known = made.get(language);
    if (known !== undefined) return known;
    const formatter = make(`${language}-IN`);
    made.set(language, formatter);
    return formatter;
  };
}
