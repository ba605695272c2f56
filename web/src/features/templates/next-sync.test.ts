import { expect, test } from "vitest";
import { formatIstTime } from "@/shared/format/time";
import { nextSync } from "./next-sync";

test.each([
  ["2026-11-24T00:00:00Z", "8:30 am IST"],
  ["2026-11-24T02:59:59Z", "8:30 am IST"],
  ["2026-11-24T21:30:00Z", "5:30 am IST"],
])("after %s comes %s", (now, next) => {
  expect(formatIstTime(nextSync(new Date(now)).toISOString()).replaceAll("\u00a0", " ")).toBe(next);
});
