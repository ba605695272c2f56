/** The reader's language: chosen, else the browser's, else English. Kept in the browser; set on <html>. */
export const LANGUAGES = ["en", "hi"] as const;
export type Language = (typeof LANGUAGES)[number];

/** As each is called by those who speak it. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", hi: "हिन्दी" };

const STORAGE_KEY = "harkara-language";

export function storedLanguage(): Language {
  return asLanguage(readStorage()) ?? firstKnown(navigator.languages) ?? "en";
}

export function storeLanguage(language: Language) {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Storage may be switched off; the choice then lasts until the page is left.
  }
}

function readStorage(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function firstKnown(codes: readonly string[]): Language | undefined {
  for (const code of codes) {
    const language = asLanguage(code.split("-")[0] ?? "");
    if (language) return language;
  }
  return undefined;
}

function asLanguage(code: string | null): Language | undefined {
  return LANGUAGES.find((language) => language === code);
}
