import { expect, test } from "vitest";
import { secondsUntil } from "./use-seconds-until";

test("a moment that has passed is now", () => {
  const now = Date.parse("2026-11-25T04:29:59.500Z");
  expect(secondsUntil("2026-11-25T04:30:00Z", now)).toBe(1);
  expect(secondsUntil("2026-11-25T04:29:00Z", now)).toBe(0);
});
