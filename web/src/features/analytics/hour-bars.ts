/** The geometry of the hours' chart, in the units of its viewBox: a bar an hour, yesterday's outline behind it. */
const HOURS = 24;
export const CHART = { width: 480, height: 120 };

interface Bar {
  hour: number;
  sent: number;
  yesterday: number;
  x: number;
  width: number;
  y: number;
  height: number;
}

export interface HourBars {
  bars: Bar[];
  /** Yesterday as a line of steps. */
  outline: string;
  /** What the highest line stands for. */
  top: number;
}

export function hourBars(today: number[], yesterday: number[]): HourBars {
  const top = niceTop(Math.max(...today, ...yesterday, 0));
  const step = CHART.width / HOURS;
  const heightOf = (sent: number) => (sent / top) * CHART.height;
  const bars = today.map((sent, hour) => ({
    hour,
    sent,
    yesterday: yesterday[hour] ?? 0,
    x: hour * step + step * 0.15,
    width: step * 0.7,
    y: CHART.height - heightOf(sent),
    height: heightOf(sent),
  }));
  const outline = yesterday
    .map(
      (sent, hour) =>
        `${hour === 0 ? "M0" : "H" + String(hour * step)} ${hour === 0 ? "" : "V"}${CHART.height - heightOf(sent)}`,
    )
    .join("");
  return { bars, outline: `${outline}H${CHART.width}`, top };
}

/** The next round number above a count. */
function niceTop(count: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(count, 10)));
  const factor = [1, 2, 4, 6, 8, 10].find((each) => each * unit >= count) ?? 10;
  return factor * unit;
}
