import { expect, test } from "vitest";
import { pace } from "../../../../../tests/fake-api/campaign-detail";
import { paceChart, rateAt, speedOf } from "./pace-geometry";

const stretches = pace();

test("both stretches fill the width, with a narrow gap for the pause", () => {
  const { bars, pauses } = paceChart(stretches);
  expect(bars).toHaveLength(24);
  expect(bars[0]?.x).toBe(0);
  expect((bars.at(-1)?.x ?? 0) + (bars.at(-1)?.width ?? 0)).toBeCloseTo(1);
  expect(pauses).toEqual([{ x: expect.closeTo(0.485) as number, width: 0.03, seconds: 1_800 }]);
});

test("the line of the allowed rate steps where the rate changed, and nothing passes the top", () => {
  const { rates, marks, lines, bars } = paceChart(stretches);
  expect(lines).toEqual([80, 40, 0]);
  expect(rates[0]?.map(([, y]) => y)).toEqual([0.25, 0.25, 0.4, 0.4].map((y) => expect.closeTo(y) as number));
  expect(marks.map(({ x, step }) => [x, step.reason])).toEqual([[expect.closeTo(0.2425), "lowered"]]);
  expect(Math.max(...bars.map(({ sent, refused }) => sent + refused))).toBeLessThanOrEqual(60);
});

test("a short first point is no slow one", () => {
  expect(speedOf({ sent: 120, refused: 0, seconds: 2 })).toBe(60);
});

test("the rate that was allowed at a moment", () => {
  const [first] = stretches;
  if (!first) throw new Error("no stretch");
  expect([rateAt(first, "2026-11-23T13:20:50Z"), rateAt(first, "2026-11-23T13:21:00Z")]).toEqual([60, 48]);
});

test("many pauses leave room for what was sent", () => {
  const [one] = stretches;
  if (!one) throw new Error("no stretch");
  const many = Array.from({ length: 30 }, () => one);
  const width = paceChart(many).bars.reduce((sum, bar) => sum + bar.width, 0);
  expect(width).toBeGreaterThan(0.6);
});
