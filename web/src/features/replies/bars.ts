/** The geometry of the bar chart, in the units of its viewBox: one bar a day, answered below, not answered above. */
import type { ReplyDay } from "@/api/models";

export const CHART = { width: 720, height: 160 };

interface Bar {
  day: ReplyDay;
  x: number;
  width: number;
  answered: { y: number; height: number };
  unanswered: { y: number; height: number };
}

export interface BarChart {
  bars: Bar[];
  /** What the horizontal lines stand for, from the top down, at equal distances; the last is 0. */
  lines: number[];
}

export function barChart(days: ReplyDay[]): BarChart {
  const top = niceTop(Math.max(0, ...days.map(({ inbound }) => inbound)));
  const scale = CHART.height / top;
  const step = CHART.width / Math.max(1, days.length);
  const width = Math.min(step * 0.7, 36);
  const bars = days.map((day, index) => {
    const answered = day.replied * scale;
    const all = day.inbound * scale;
    return {
      day,
      x: step * index + (step - width) / 2,
      width,
      answered: { y: CHART.height - answered, height: answered },
      unanswered: { y: CHART.height - all, height: all - answered },
    };
  });
  return { bars, lines: [top, top / 2, 0] };
}

/** The next round number above a count; its half is whole as well. */
function niceTop(count: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(count, 10)));
  const factor = [1, 2, 4, 6, 8, 10].find((each) => each * unit >= count) ?? 10;
  return factor * unit;
}
