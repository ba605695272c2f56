import { expect, test } from "vitest";
import { earliestTime, timePresets } from "./time-presets";

const at = (ist: string) => new Date(`${ist}:00+05:30`);
const values = (ist: string) => timePresets(at(ist)).map(({ id, value }) => `${id} ${value}`);

test("the next round five minutes that leave time to confirm", () => {
  expect(earliestTime(at("2026-11-24T10:01"))).toBe("2026-11-24T10:10");
  expect(earliestTime(at("2026-11-24T10:05"))).toBe("2026-11-24T10:10");
  expect(earliestTime(at("2026-11-24T23:56"))).toBe("2026-11-25T00:05");
});

test("a Tuesday morning in India", () => {
  expect(values("2026-11-24T10:01")).toEqual([
    "earliest 2026-11-24T10:10",
    "evening 2026-11-24T18:00",
    "tomorrow 2026-11-25T09:00",
    "monday 2026-11-30T09:00",
  ]);
});

test("late in the day this evening is over, and a Sunday's tomorrow is the Monday", () => {
  expect(values("2026-11-29T17:58")).toEqual(["earliest 2026-11-29T18:05", "tomorrow 2026-11-30T09:00"]);
  expect(values("2026-11-30T08:00").at(-1)).toBe("monday 2026-12-07T09:00");
});

test("the day is India's, also while it is still yesterday in London", () => {
  expect(values("2026-11-25T01:00")).toContain("tomorrow 2026-11-26T09:00");
});
