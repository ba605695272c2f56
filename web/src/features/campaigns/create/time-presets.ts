/** Times people often mean, in India, as the input holds them. */
import { istDate, istInputValue } from "@/shared/format/time";

export interface TimePreset {
  id: "earliest" | "evening" | "tomorrow" | "monday";
  value: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Time enough to look at the result and confirm. */
const AHEAD = 5 * MINUTE;

export function timePresets(now: Date): TimePreset[] {
  const earliest = earliestTime(now);
  const evening = `${istDate(now)}T18:00`;
  const tomorrow = `${istDate(daysAfter(now, 1))}T09:00`;
  const monday = `${istDate(daysAfter(now, daysToMonday(now)))}T09:00`;
  const all: TimePreset[] = [
    { id: "earliest", value: earliest },
    { id: "evening", value: evening },
    { id: "tomorrow", value: tomorrow },
    { id: "monday", value: monday },
  ];
  return all.filter(
    ({ id, value }) => id === "earliest" || (value > earliest && !(id === "monday" && value === tomorrow)),
  );
}

/** The next round five minutes that leave time to confirm. */
export function earliestTime(now: Date): string {
  const step = 5 * MINUTE;
  return istInputValue(new Date(Math.ceil((now.getTime() + AHEAD) / step) * step));
}

function daysAfter(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY);
}

/** 1 to 7. */
function daysToMonday(now: Date): number {
  const weekday = new Date(`${istDate(now)}T00:00:00Z`).getUTCDay();
  return (8 - weekday) % 7 || 7;
}
