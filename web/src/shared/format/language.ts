/** A template's language code as a name: "hi" → "Hindi", "en_US" → "English (US)". */
import { perLanguage } from "../i18n/locale";

const names = perLanguage(
  (locale) =>
    new Intl.DisplayNames(locale, { type: "language", languageDisplay: "standard", style: "short" }),
);

export function formatLanguage(code: string): string {
  try {
    return names().of(code.replaceAll("_", "-")) ?? code;
  } catch {
    return code;
  }
}
