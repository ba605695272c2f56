import { expect, test } from "vitest";
import { rateChange } from "../../../../tests/fake-api/fixtures";
import { CHART, stepLine } from "./step-line";

const changes = [
  rateChange({ id: 2, from_rate: 66, to_rate: 52, reason: "lowered" }),
  rateChange({ id: 1, from_rate: 60, to_rate: 66, reason: "raised" }),
];

test("time runs from left to right, a higher rate is drawn higher", () => {
  const { marks } = stepLine(changes);
  expect(marks.map(({ change }) => change.id)).toEqual([1, 2]);
  expect(marks[0]?.x).toBeLessThan(marks[1]?.x ?? 0);
  expect(marks[0]?.y).toBeLessThan(marks[1]?.y ?? 0);
});

test("the line starts at the first rate and stays inside", () => {
  const { path, grid, marks } = stepLine(changes);
  expect(path.startsWith(`M${CHART.left},`)).toBe(true);
  expect(path.match(/V/g)).toHaveLength(2);
  expect(grid.map(({ rate }) => rate)).toEqual([0, 40, 80]);
  for (const { y } of marks) expect(y).toBeGreaterThanOrEqual(CHART.top);
});

test("the largest rate fits exactly", () => {
  const { grid, marks } = stepLine([rateChange({ from_rate: 980, to_rate: 1000 })]);
  expect(grid.at(-1)?.rate).toBe(1000);
  expect(marks[0]?.y).toBe(CHART.top);
});
