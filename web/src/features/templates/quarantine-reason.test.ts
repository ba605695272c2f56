import { expect, test } from "vitest";
import { quarantineReason } from "./quarantine-reason";

// The server's sentences as tests/core/notifications/test_words.py holds them.
test.each([
  [
    "Meta changed its category from UTILITY to MARKETING.",
    "Meta changed its category from Utility to Marketing.",
  ],
  [
    "Its category is AUTHENTICATION; campaigns send UTILITY templates only.",
    "Its category is Authentication; campaigns send Utility templates only.",
  ],
  ["Something newer.", "Something newer."],
])("%j", (words, shown) => {
  expect(quarantineReason(words)).toBe(shown);
});
