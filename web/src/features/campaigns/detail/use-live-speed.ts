/** The speed of the last half minute, from the totals as they come in. */
import { useEffect, useRef, useState } from "react";
import type { Campaign } from "@/api/models";

const WINDOW_MS = 30_000;

interface Point {
  at: number;
  count: number;
}

/** Messages a second; null until two different moments are known, and while nothing runs. */
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
  if (!first || !last || last.at === first.at) return null;
  return ((last.count - first.count) / (last.at - first.at)) * 1000;
}
