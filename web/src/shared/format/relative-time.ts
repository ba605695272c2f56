/** How long ago something was, and on which day in India: what a list shows where the full time would be too long. */
import { formatIstDay } from "./time";

const NO_BREAK_SPACE = "\u00a0";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "just now", "5 min ago", "3 h ago", "yesterday", "4 days ago"; after a week the day itself. */
export function formatAgo(iso: string, now: Date): string {
  const age = now.getTime() - new Date(iso).getTime();
  // A server's clock may run a little ahead of the reader's.
  if (age < MINUTE_MS) return `just${NO_BREAK_SPACE}now`;
  if (age < HOUR_MS) return ago(Math.floor(age / MINUTE_MS), "min");
  if (age < DAY_MS) return ago(Math.floor(age / HOUR_MS), "h");
  const days = Math.floor(age / DAY_MS);
  if (days === 1) return "yesterday";
  return days < 7 ? ago(days, "days") : formatIstDay(iso);
}

/** "Today", "Yesterday", or the day, as India counts days. */
export function formatDay(iso: string, now: Date): string {
  const day = formatIstDay(iso);
  if (day === formatIstDay(now.toISOString())) return "Today";
  return day === formatIstDay(new Date(now.getTime() - DAY_MS).toISOString()) ? "Yesterday" : day;
}

function ago(amount: number, unit: string): string {
  return [amount, unit, "ago"].join(NO_BREAK_SPACE);
}
