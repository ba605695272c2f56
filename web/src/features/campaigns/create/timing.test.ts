import { expect, test } from "vitest";
import { beforeWords, lengthWords, startWords } from "./timing";

const NOW = new Date("2026-11-24T06:00:00Z");
const report = (fields: Partial<Parameters<typeof startWords>[0]> = {}) => ({
  estimated_seconds: 1_260,
  rate_per_sec: 80,
  messages_before: 0,
  estimated_start: "2026-11-24T06:00:00Z",
  estimated_end: "2026-11-24T06:21:00Z",
  ...fields,
});
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("the length names the rate it is worked out from", () => {
  expect(plain(lengthWords(report()))).toBe("It takes about 21 min at 80/s.");
});

test("nothing before it: it starts at once", () => {
  expect(startWords(report(), null, NOW)).toBe("At once");
});

test("what stands before it is waited for", () => {
  const queued = report({ messages_before: 24_000, estimated_start: "2026-11-24T06:05:00Z" });
  expect(plain(startWords(queued, null, NOW))).toBe("In about 5 min");
});

test("a set time is told in IST, and a later one if the number is still busy then", () => {
  const at = "2026-11-25T04:30:00Z";
  expect(plain(startWords(report({ estimated_start: at }), at, NOW))).toBe("25 Nov 2026, 10:00 am IST");
  const busy = report({ estimated_start: "2026-11-25T04:41:00Z", messages_before: 52_800 });
  expect(plain(startWords(busy, at, NOW))).toBe("About 25 Nov 2026, 10:11 am IST");
});

test("what stands before it is named", () => {
  const before = {
    id: 4,
    name: "November",
    status: "running",
    messages: 77_190,
    scheduled_at: null,
  } as const;
  expect(beforeWords(before)).toBe("“November” (Running): 77,190 messages left");
});
