/** What was seen when a rate changed, as the server wrote it down (core/sender/rate.py), in the reader's language. */
import { t } from "@/shared/i18n/i18n";

const SENTENCES = [
  {
    pattern: /^First campaign of the day: 90 % of (\d+)\/s\.$/,
    words: ([, rate]: RegExpExecArray) => t("numbers:rate.details.new_day", { rate }),
  },
  {
    pattern: /^Meta allows this number (\d+)\/s\.$/,
    words: ([, rate]: RegExpExecArray) => t("numbers:rate.details.meta_limit", { rate }),
  },
  {
    pattern: /^Meta throttled (\d+) messages in a row \(130429\): -20 %\.$/,
    words: ([, count]: RegExpExecArray) => t("numbers:rate.details.lowered", { count: Number(count) }),
  },
  {
    pattern: /^([\d.]+%) errors in 5 minutes of sending: \+10 %\.$/,
    words: ([, share]: RegExpExecArray) => t("numbers:rate.details.raised", { share }),
  },
  {
    pattern: /^([\d.]+%) errors in 5 minutes of sending: up to what Meta allows, (\d+)\/s\.$/,
    words: ([, share, rate]: RegExpExecArray) => t("numbers:rate.details.raised_to_limit", { share, rate }),
  },
];

export function rateDetails(details: string): string {
  for (const { pattern, words } of SENTENCES) {
    const found = pattern.exec(details);
    if (found) return words(found);
  }
  return details;
}
