import { expect, test } from "vitest";
import type { Summary } from "@/api/models";
import { summaryLine } from "./summary";

test.each<[Summary, string]>([
  [{ kind: "words", words: "Hello" }, "Hello"],
  [{ kind: "image" }, "Photo"],
  [{ kind: "voice" }, "Voice message"],
  [{ kind: "document", words: "bill.pdf" }, "Document: bill.pdf"],
  [{ kind: "order", count: 1, words: "Soon" }, "Order of 1 item: Soon"],
  [{ kind: "order", count: 1_00_000 }, "Order of 1,00,000 items"],
  [{ kind: "choice", words: "Help", type: "button" }, "Help"],
  [{ kind: "choice", type: "flow" }, "Sent a form"],
  [{ kind: "choice", type: "dance" }, ""],
  [{ kind: "reaction", words: "🙏" }, "Reacted 🙏"],
  [{ kind: "reaction_removed" }, "Took a reaction back"],
  [{ kind: "unknown", type: "holo_gram" }, "A message of the type “holo gram”"],
])("%j is said as %s", (summary, line) => {
  expect(summaryLine(summary)).toBe(line);
});
