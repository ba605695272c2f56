/** Lengths of time as a person says them, with the two largest units: "1 h 12 min". No line breaks between number and unit. */
import { t } from "../i18n/i18n";
import { formatCount, formatTenths } from "./number";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

export function formatDuration(seconds: number): string {
  let rest = Math.round(seconds);
  if (rest < 1) return t("common:duration.none");
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(t(`common:duration.${unit}`, { count: amount, n: formatCount(amount) }));
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}

/** How long a machine took: "840 ms", "1.2 s". */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 1_000) {
    return t("common:duration.millisecond", { count: milliseconds, n: formatTenths(milliseconds) });
  }
  const seconds = milliseconds / 1_000;
  return t("common:duration.second", { count: seconds, n: formatTenths(seconds) });
}
