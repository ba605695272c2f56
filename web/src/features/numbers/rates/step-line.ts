/** The geometry of the step chart, in the units of its viewBox. Changes come newest first, as the API gives them. */
import type { RateChange } from "@/api/models";

export const CHART = { width: 360, height: 130, left: 34, right: 8, top: 12, bottom: 8 };

interface Mark {
  change: RateChange;
  x: number;
  y: number;
}

export interface StepLine {
  path: string;
  marks: Mark[];
  /** Horizontal lines: a rate and where it is drawn. */
  grid: { rate: number; y: number }[];
}

/** Every change gets the same width: pauses of hours between campaigns would squeeze all the rest together. */
export function stepLine(changes: RateChange[]): StepLine {
  const oldestFirst = changes.toReversed();
  const top = niceTop(Math.max(...oldestFirst.flatMap(({ from_rate, to_rate }) => [from_rate, to_rate])));
  const step = (CHART.width - CHART.left - CHART.right) / (oldestFirst.length + 1);
  const y = (rate: number) =>
    CHART.height - CHART.bottom - (rate / top) * (CHART.height - CHART.top - CHART.bottom);
  const marks = oldestFirst.map((change, index) => ({
    change,
    x: CHART.left + step * (index + 1),
    y: y(change.to_rate),
  }));
  const start = `M${CHART.left},${y(oldestFirst[0]?.from_rate ?? 0)}`;
  const steps = marks.map((mark) => `H${mark.x} V${mark.y}`);
  return {
    path: [start, ...steps, `H${CHART.width - CHART.right}`].join(" "),
    marks,
    grid: [0, top / 2, top].map((rate) => ({ rate, y: y(rate) })),
  };
}

/** The next round number above a rate: 72 → 80, 640 → 800. Its half is whole as well. */
function niceTop(rate: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(rate, 10)));
  const factor = [1, 2, 4, 6, 8, 10].find((each) => each * unit >= rate) ?? 10;
  return factor * unit;
}
