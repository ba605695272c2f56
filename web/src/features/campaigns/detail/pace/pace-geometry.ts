/** The geometry of the pace chart, as shares of its width and height. Pauses between stretches are narrow gaps, whatever they lasted. */
import type { PaceStretch, RateStep } from "@/api/models";

/** A pause's share of the width, at most; many pauses share a third of it. */
const GAP = 0.03;

interface Bar {
  at: string;
  x: number;
  width: number;
  /** Messages a second. */
  speed: number;
  sent: number;
  refused: number;
}

interface Mark {
  step: RateStep;
  x: number;
  y: number;
}

interface Pause {
  x: number;
  width: number;
  seconds: number;
}

export interface PaceChart {
  bars: Bar[];
  /** The allowed rate in each stretch: corners of a step line. */
  rates: [number, number][][];
  marks: Mark[];
  pauses: Pause[];
  /** What the horizontal lines stand for, from the top down, at equal distances; the last is 0. */
  lines: number[];
}

export function paceChart(stretches: PaceStretch[]): PaceChart {
  // A little room, so that the line of the rate does not run along the edge.
  const top = niceTop(Math.max(...stretches.flatMap(heights), 1) * 1.05);
  const gap = Math.min(GAP, 0.33 / Math.max(1, stretches.length - 1));
  const lengths = stretches.map(({ began_at, ended_at }) => Math.max(1, secondsBetween(began_at, ended_at)));
  const scale = (1 - gap * (stretches.length - 1)) / lengths.reduce((sum, length) => sum + length, 0);
  const chart: PaceChart = { bars: [], rates: [], marks: [], pauses: [], lines: [top, top / 2, 0] };
  let left = 0;
  stretches.forEach((stretch, index) => {
    const right = left + (lengths[index] ?? 0) * scale;
    const x = (at: string) =>
      Math.min(right, Math.max(left, left + secondsBetween(stretch.began_at, at) * scale));
    const y = (perSecond: number) => 1 - perSecond / top;
    chart.bars.push(...barsOf(stretch, x, scale));
    chart.marks.push(
      ...stretch.rate_changes.map((step) => ({ step, x: x(step.changed_at), y: y(step.to_rate) })),
    );
    chart.rates.push(stepLine(stretch, left, right, x, y));
    const next = stretches[index + 1];
    if (next)
      chart.pauses.push({ x: right, width: gap, seconds: secondsBetween(stretch.ended_at, next.began_at) });
    left = right + gap;
  });
  return chart;
}

/** How fast a point's messages left the line, sent or refused. */
export function speedOf({
  sent,
  refused,
  seconds,
}: {
  sent: number;
  refused: number;
  seconds: number;
}): number {
  return (sent + refused) / seconds;
}

/** The rate that was allowed when a point began. */
export function rateAt({ rate_at_start, rate_changes }: PaceStretch, at: string): number {
  return rate_changes.findLast(({ changed_at }) => changed_at <= at)?.to_rate ?? rate_at_start;
}

function barsOf({ points }: PaceStretch, x: (at: string) => number, scale: number): Bar[] {
  return points.map((point) => ({
    at: point.at,
    x: x(point.at),
    width: point.seconds * scale,
    speed: speedOf(point),
    sent: point.sent / point.seconds,
    refused: point.refused / point.seconds,
  }));
}

function stepLine(
  { rate_at_start, rate_changes }: PaceStretch,
  left: number,
  right: number,
  x: (at: string) => number,
  y: (rate: number) => number,
): [number, number][] {
  const corners: [number, number][] = [[left, y(rate_at_start)]];
  let height = y(rate_at_start);
  for (const { changed_at, to_rate } of rate_changes) {
    corners.push([x(changed_at), height], [x(changed_at), y(to_rate)]);
    height = y(to_rate);
  }
  return [...corners, [right, height]];
}

function heights({ points, rate_at_start, rate_changes }: PaceStretch): number[] {
  return [rate_at_start, ...rate_changes.map(({ to_rate }) => to_rate), ...points.map(speedOf)];
}

function secondsBetween(from: string, to: string): number {
  return (new Date(to).getTime() - new Date(from).getTime()) / 1_000;
}

/** The next round number above a speed; its half is whole as well. */
function niceTop(speed: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(speed, 10)));
  const factor = [1, 1.2, 1.6, 2, 3, 4, 6, 8, 10].find((each) => each * unit >= speed) ?? 10;
  return factor * unit;
}
