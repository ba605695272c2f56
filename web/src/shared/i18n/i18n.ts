/**
 * The one way to every word a person reads. `t("templates:empty.title")` inside components and outside of them; `Trans` where words stand
 * around a link. Changing the language draws the whole dashboard anew, so nothing has to follow it; words must only never be
 * read while a module loads.
 */
import i18next from "i18next";
import { useSyncExternalStore } from "react";
import { initReactI18next } from "react-i18next";
import { en } from "@/locales/en";
import { storedLanguage, storeLanguage, type Language } from "./language";
import { lendReactAriaWords } from "./react-aria-words";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof en;
  }
}

const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  ns: Object.keys(en),
  defaultNS: "common",
  resources: { en },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  // Everything is at hand: done when this line is.
  initAsync: false,
});

export const t = i18n.t;
lendReactAriaWords(t);

/** Bring the words of the reader's language; once, before the first paint. */
export async function startLanguage() {
  await show(storedLanguage());
}

/** The language that is shown, and the way to another. */
export function useLanguage(): [Language, (next: Language) => Promise<void>] {
  return [useSyncExternalStore(subscribe, shownLanguage), choose];
}

export function shownLanguage(): Language {
  return i18n.language as Language;
}

async function choose(language: Language) {
  await show(language);
  storeLanguage(language);
}

/** English is always here; the others are fetched when they are wanted. */
async function show(language: Language) {
  if (language === "hi" && !i18n.hasResourceBundle("hi", "common")) {
    const { hi } = await import("@/locales/hi");
    for (const [namespace, words] of Object.entries(hi)) i18n.addResourceBundle("hi", namespace, words);
  }
  await i18n.changeLanguage(language);
  document.documentElement.lang = `${language}-IN`;
}

function subscribe(listener: () => void): () => void {
  i18n.on("languageChanged", listener);
  return () => i18n.off("languageChanged", listener);
}
