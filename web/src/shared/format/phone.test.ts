import { expect, test } from "vitest";
import { formatPhone } from "./phone";

test.each([
  ["919876543210", "+91 98765 43210"],
  ["+91 98765-43210", "+91 98765 43210"],
  ["98765432", "98765432"],
  ["9.19877E+11", "9.19877E+11"],
])("%j is shown as %j", (raw, shown) => {
  expect(formatPhone(raw)).toBe(shown);
});
