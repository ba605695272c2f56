import { expect, test } from "vitest";
import { formatBytes, formatCount, formatQuantity, formatShare, formatSpeed } from "./number";

test("counts are grouped the Indian way", () => {
  expect(formatCount(100_000)).toBe("1,00,000");
  expect(formatCount(12_345_678)).toBe("1,23,45,678");
});

test("quantities agree with their noun", () => {
  expect(formatQuantity(1, "row")).toBe("1 row");
  expect(formatQuantity(0, "row")).toBe("0 rows");
});

test("shares and speeds show a dash while unknown", () => {
  expect(formatShare(0.9415)).toBe("94.2%");
  expect(formatShare(null)).toBe("–");
  expect(formatSpeed(58.66)).toBe("58.7/s");
  expect(formatSpeed(null)).toBe("–");
});

test("sizes use the unit that fits", () => {
  expect([512, 2048, 52_428_800].map(formatBytes)).toEqual(["512 B", "2 KB", "50 MB"]);
});
