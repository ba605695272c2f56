import { expect, test } from "vitest";
import { endsSoon, tokenText } from "./token-text";

const NOW = new Date("2026-11-24T00:00:00Z");
const until = (token_expires_at: string | null) => ({ token_expires_at });

test("a token's end is told in IST, and that it has none", () => {
  expect(tokenText(until("2026-11-27T18:30:00Z")).replaceAll("\u00a0", " ")).toBe(
    "Until 28 Nov 2026, 12:00 am IST",
  );
  expect(tokenText(until(null))).toBe("No end known");
});

test("a week ahead it is soon", () => {
  expect(endsSoon(until("2026-11-30T23:59:00Z"), NOW)).toBe(true);
  expect(endsSoon(until("2026-12-01T00:00:00Z"), NOW)).toBe(false);
  expect(endsSoon(until(null), NOW)).toBe(false);
});
