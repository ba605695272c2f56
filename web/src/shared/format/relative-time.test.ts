import { expect, test } from "vitest";
import { formatAgo, formatDay } from "./relative-time";

const NOW = new Date("2026-11-24T12:00:00Z");
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test.each([
  ["2026-11-24T12:00:20Z", "just now"],
  ["2026-11-24T11:59:01Z", "just now"],
  ["2026-11-24T11:54:59Z", "5 min ago"],
  ["2026-11-24T08:30:00Z", "3 h ago"],
  ["2026-11-23T11:00:00Z", "yesterday"],
  ["2026-11-20T11:00:00Z", "4 days ago"],
  ["2026-11-02T20:00:00Z", "3 Nov 2026"],
])("%s reads %j", (iso, words) => {
  expect(plain(formatAgo(iso, NOW))).toBe(words);
});

test("days change at midnight in India, half past six in the evening UTC", () => {
  expect(formatDay("2026-11-23T18:30:00Z", NOW)).toBe("Today");
  expect(formatDay("2026-11-23T18:29:59Z", NOW)).toBe("Yesterday");
  expect(plain(formatDay("2026-11-22T18:29:59Z", NOW))).toBe("22 Nov 2026");
});
