/**
 * The one way to every word a person reads. `t("templates:empty.title")` inside components and outside of them; `Trans` where words stand
 * around a link. Changing the language draws the whole dashboard anew, so nothing has to follow it; words must only never be
 * read while a module loads.
 */
import i18next from "i18next";
import { useSyncExternalStore } from "react";
import { initReactI18next } from "react-i18next";
import type { en } from "@/locales/en";
import { first } from "@/locales/en/first";
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
  defaultNS: "common",
  resources: { en: first },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  // Everything is at hand: done when this line is.
  initAsync: false,
});

export const t = i18n.t;
lendReactAriaWords(t);

/** Bring the words of the reader's language; once, before the first paint. */
export async function startLanguage() {
  await show(storedLanguage(), "first");
}

/** The language that is shown, and the way to another. */
export function useLanguage(): [Language, (next: Language) => Promise<void>] {
  return [useSyncExternalStore(subscribe, shownLanguage), choose];
}

export function shownLanguage(): Language {
  return i18n.language as Language;
}

async function choose(language: Language) {
  await show(language, "all");
  storeLanguage(language);
}

type Words = Record<string, object>;

/** Where the words are that are not here from the start. */
const SOURCES: Record<Language, Record<"first" | "rest", () => Promise<Words>>> = {
  en: {
    first: () => Promise.resolve(first),
    rest: async () => (await import("@/locales/en/rest")).rest,
  },
  hi: {
    first: async () => (await import("@/locales/hi/first")).first,
    rest: async () => (await import("@/locales/hi/rest")).rest,
  },
};

/** The words of all pages: whatever is fetched on demand waits for them, so that only the first page must do without. */
export async function allWords() {
  await bring(shownLanguage(), "rest");
}

async function show(language: Language, extent: "first" | "all") {
  await Promise.all([bring(language, "first"), extent === "all" && bring(language, "rest")]);
  await i18n.changeLanguage(language);
  document.documentElement.lang = `${language}-IN`;
}

async function bring(language: Language, part: "first" | "rest") {
  for (const [namespace, words] of Object.entries(await SOURCES[language][part]())) {
    if (!i18n.hasResourceBundle(language, namespace)) i18n.addResourceBundle(language, namespace, words);
  }
}

function subscribe(listener: () => void): () => void {
  i18n.on("languageChanged", listener);
  return () => i18n.off("languageChanged", listener);
}
