import { expect, test } from "vitest";
import { changeWords, sourceWords } from "./change-words";

const shown = (kind: string, old_value: string | null, new_value: string | null) => {
  const { title, from, to, note } = changeWords({ kind, old_value, new_value });
  return [title, from, to, note].filter(Boolean).join(" | ");
};

test.each([
  ["created", null, "UTILITY", "First seen as | Utility"],
  ["category", "UTILITY", "MARKETING", "Category | Utility | Marketing"],
  ["quality", "GREEN", "RED", "Quality | High | Low"],
  ["status", "PENDING", "IN_APPEAL", "Status | Pending | In appeal"],
  ["language", "en_US", "en_GB", "Language | en_US | en_GB"],
  ["category_notice", null, "MARKETING", "Meta announced category | Marketing"],
  ["category_notice", "MARKETING", null, "No longer announced: | Marketing"],
  ["quarantine", null, "Arrived as MARKETING", "Quarantined | Arrived as MARKETING"],
  ["quarantine", "Arrived as MARKETING", null, "Out of quarantine | It was in because: Arrived as MARKETING"],
  ["deleted", null, null, "Gone from WhatsApp"],
  ["a_kind_to_come", "ONE", "TWO", "A kind to come | One | Two"],
])("%s from %j to %j", (kind, from, to, words) => {
  expect(shown(kind, from, to)).toBe(words);
});

test("a person is named, everything else says how it became known", () => {
  expect(sourceWords({ source: "admin", actor: "asha@example.in" })).toBe("by asha@example.in");
  expect(sourceWords({ source: "webhook", actor: null })).toBe("told by Meta (webhook)");
  expect(sourceWords({ source: "sync", actor: null })).toBe("seen by a sync");
});
