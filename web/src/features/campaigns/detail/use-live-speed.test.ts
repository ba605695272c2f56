import { expect, test } from "vitest";
import { speedOf, withPoint } from "./use-live-speed";

test("the speed is that of the last half minute", () => {
  let points = withPoint([], { at: 0, count: 0 });
  points = withPoint(points, { at: 10_000, count: 100 });
  points = withPoint(points, { at: 35_000, count: 2_600 });
  expect(speedOf(points)).toBe(100);
});

test("one moment is no speed, nor is a burst", () => {
  expect(
    speedOf([
      { at: 0, count: 0 },
      { at: 2_000, count: 400 },
    ]),
  ).toBeNull();
  expect(speedOf([])).toBeNull();
  expect(speedOf([{ at: 5, count: 10 }])).toBeNull();
});
