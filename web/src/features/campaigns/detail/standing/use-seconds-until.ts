/** Seconds until a moment, counted down: every second in the last hour, every half minute before. */
import { useEffect, useState } from "react";

const HOUR = 3_600;

export function useSecondsUntil(moment: string): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(moment, Date.now()));
  const isNear = seconds < HOUR;
  useEffect(() => {
    const timer = setInterval(() => setSeconds(secondsUntil(moment, Date.now())), isNear ? 1_000 : 30_000);
    return () => clearInterval(timer);
  }, [moment, isNear]);
  return seconds;
}

export function secondsUntil(moment: string, now: number): number {
  return Math.max(0, Math.ceil((new Date(moment).getTime() - now) / 1_000));
}
