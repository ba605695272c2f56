import { expect, test } from "vitest";
import { inHindi } from "../../../tests/in-hindi";
import { formatDuration } from "./duration";
import { formatLanguage } from "./language";
import { formatCount, formatMoney, formatQuantity, formatSpeed } from "./number";
import { formatAgo, formatDay } from "./relative-time";
import { formatIst } from "./time";

inHindi();

const NOW = new Date("2026-11-24T12:00:00Z");
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("numbers keep their digits and the Indian grouping", () => {
  expect(formatCount(1_234_567)).toBe("12,34,567");
  expect(formatMoney(4_299, "INR")).toBe("₹4,299");
});

test("quantities agree with their noun", () => {
  expect([0, 1, 200_000].map((rows) => formatQuantity(rows, "row"))).toEqual([
    "0 पंक्ति",
    "1 पंक्ति",
    "2,00,000 पंक्तियाँ",
  ]);
});

test("units, durations and languages are called by their Hindi names", () => {
  expect(formatSpeed(58.66)).toBe("58.7/सेकंड");
  expect(plain(formatDuration(4_350))).toBe("1 घंटा 12 मिनट");
  expect(formatLanguage("hi")).toBe("हिन्दी");
});

test("times are shown in IST with the month written out", () => {
  expect(plain(formatIst("2026-11-23T13:20:00Z"))).toBe("23 नवंबर 2026, 6:50 pm IST");
});

test("how long ago", () => {
  expect(plain(formatAgo("2026-11-24T08:30:00Z", NOW))).toBe("3 घंटे पहले");
  expect(plain(formatAgo("2026-11-24T11:54:59Z", NOW))).toBe("5 मिनट पहले");
  expect(formatDay("2026-11-23T18:29:59Z", NOW)).toBe("कल");
});
