/** How long ago something was, and on which day in India: what a list shows where the full time would be too long. */
import { t } from "../i18n/i18n";
import { formatCount } from "./number";
import { formatIstDay } from "./time";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "just now", "5 min ago", "3 h ago", "yesterday", "4 days ago"; after a week the day itself. */
export function formatAgo(iso: string, now: Date): string {
  const age = now.getTime() - new Date(iso).getTime();
  // A server's clock may run a little ahead of the reader's.
  if (age < MINUTE_MS) return t("common:ago.now");
  if (age < HOUR_MS) return ago(Math.floor(age / MINUTE_MS), "minute");
  if (age < DAY_MS) return ago(Math.floor(age / HOUR_MS), "hour");
  const days = Math.floor(age / DAY_MS);
  if (days === 1) return t("common:ago.yesterday");
  return days < 7 ? ago(days, "day") : formatIstDay(iso);
}

/** "Today", "Yesterday", or the day, as India counts days. */
export function formatDay(iso: string, now: Date): string {
  const day = formatIstDay(iso);
  if (day === formatIstDay(now.toISOString())) return t("common:day.today");
  const yesterday = formatIstDay(new Date(now.getTime() - DAY_MS).toISOString());
  return day === yesterday ? t("common:day.yesterday") : day;
}

function ago(amount: number, unit: "minute" | "hour" | "day"): string {
  return t(`common:ago.${unit}`, { count: amount, n: formatCount(amount) });
}
