/** For the tests of this file: the dashboard in Hindi. */
import { afterAll, beforeEach } from "vitest";
import { allWords, startLanguage } from "@/shared/i18n/i18n";

export function inHindi() {
  beforeEach(async () => {
    localStorage.setItem("harkara-language", "hi");
    await startLanguage();
    await allWords();
  });
  afterAll(async () => {
    localStorage.setItem("harkara-language", "en");
    await startLanguage();
  });
}
