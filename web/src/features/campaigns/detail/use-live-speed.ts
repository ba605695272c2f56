/** The speed of the last half minute, from the totals as they come in. */
import { useEffect, useRef, useState } from "react";
import type { Campaign } from "@/api/models";

const WINDOW_MS = 30_000;
/** Totals come in bursts: of a shorter time a speed above the allowed rate could be read. */
const LEAST_MS = 8_000;

interface Point {
  at: number;
  count: number;
}

/** Messages a second; null until some seconds are known, and while nothing runs. */
export function useLiveSpeed(campaign: Campaign): number | null {
  const points = useRef<Point[]>([]);
  const [speed, setSpeed] = useState<number | null>(null);
  const running = campaign.status === "running";
  const count = campaign.total_processed;
  useEffect(() => {
    points.current = running ? withPoint(points.current, { at: performance.now(), count }) : [];
    setSpeed(speedOf(points.current));
  }, [running, count]);
  return speed;
}

export function withPoint(points: Point[], next: Point): Point[] {
  return [...points.filter(({ at }) => next.at - at <= WINDOW_MS), next];
}

export function speedOf(points: Point[]): number | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || last.at - first.at < LEAST_MS) return null;
  return ((last.count - first.count) / (last.at - first.at)) * 1000;
}
