import { afterEach, expect, test } from "vitest";
import { allWords, startLanguage } from "@/shared/i18n/i18n";
import { rateDetails } from "./rate-details";

// The server's sentences as tests/core/sender/test_rate.py holds them.
const SENTENCES = [
  "First campaign of the day: 90 % of 80/s.",
  "Meta allows this number 80/s.",
  "Meta throttled 3 messages in a row (130429): -20 %.",
  "0.12% errors in 5 minutes of sending: +10 %.",
  "0.00% errors in 5 minutes of sending: up to what Meta allows, 80/s.",
];

afterEach(async () => {
  localStorage.clear();
  await startLanguage();
  await allWords();
});

test.each(SENTENCES)("%j is the same in English", (sentence) => {
  expect(rateDetails(sentence)).toBe(sentence);
});

test.each(SENTENCES)("%j has Hindi words", async (sentence) => {
  localStorage.setItem("harkara-language", "hi");
  await startLanguage();
  await allWords();
  expect(rateDetails(sentence)).toMatch(/[\u0900-\u097F]/);
  expect(rateDetails(sentence).replace("Meta", "")).not.toMatch(/[a-z]{2,}/i);
});

test("what is newer is shown as it was written", () => {
  expect(rateDetails("The moon was full.")).toBe("The moon was full.");
});
