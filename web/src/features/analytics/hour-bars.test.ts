import { expect, test } from "vitest";
import { CHART, hourBars } from "./hour-bars";

const day = (sent: Record<number, number>) => Array.from({ length: 24 }, (_, hour) => sent[hour] ?? 0);

test("a bar stands at its hour, as high as its count", () => {
  const { bars, top } = hourBars(day({ 6: 30, 12: 60 }), day({}));
  expect(top).toBe(60);
  expect(bars[12]).toMatchObject({ y: 0, height: CHART.height });
  expect(bars[6]).toMatchObject({ height: CHART.height / 2 });
  expect(bars[6]?.x).toBeCloseTo(CHART.width / 4 + 3);
});

test("yesterday counts for the scale and is drawn as steps", () => {
  const { top, outline } = hourBars(day({ 0: 1 }), day({ 1: 40 }));
  expect(top).toBe(40);
  expect(outline).toMatch(/^M0 120H20 V0H40 V120/);
});

test("a day without messages is a flat line, not a division by zero", () => {
  const { bars, top, outline } = hourBars(day({}), day({}));
  expect(top).toBe(10);
  expect(bars.every(({ height }) => height === 0)).toBe(true);
  expect(outline).not.toContain("NaN");
});
