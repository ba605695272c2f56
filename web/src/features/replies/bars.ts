/** The geometry of the bar chart, in the units of its viewBox: one bar a day, replied below, not answered above. */
import type { ReplyDay } from "@/api/models";

export const CHART = { width: 720, height: 180, left: 48, right: 8, top: 10, bottom: 8 };

interface Bar {
  day: ReplyDay;
  x: number;
  width: number;
  replied: { y: number; height: number };
  unanswered: { y: number; height: number };
}

export interface BarChart {
  bars: Bar[];
  /** Horizontal lines: a count and where it is drawn. */
  grid: { count: number; y: number }[];
}

export function barChart(days: ReplyDay[]): BarChart {
  const top = niceTop(Math.max(0, ...days.map(({ inbound }) => inbound)));
  const bottom = CHART.height - CHART.bottom;
  const scale = (bottom - CHART.top) / top;
  const step = (CHART.width - CHART.left - CHART.right) / Math.max(1, days.length);
  const width = Math.min(step * 0.7, 36);
  const bars = days.map((day, index) => {
    const replied = day.replied * scale;
    const unanswered = (day.inbound - day.replied) * scale;
    return {
      day,
      x: CHART.left + step * index + (step - width) / 2,
      width,
      replied: { y: bottom - replied, height: replied },
      unanswered: { y: bottom - replied - unanswered, height: unanswered },
    };
  });
  return { bars, grid: [0, top / 2, top].map((count) => ({ count, y: bottom - count * scale })) };
}

/** The next round number above a count; its half is whole as well. */
function niceTop(count: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(count, 10)));
  const factor = [1, 2, 4, 6, 8, 10].find((each) => each * unit >= count) ?? 10;
  return factor * unit;
}
