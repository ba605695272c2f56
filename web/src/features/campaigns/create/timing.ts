/** When a campaign will start and end, in words, at the number's present rate. */
import type { CampaignBefore, Report } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { formatCount, formatSpeed } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { STATUS_LOOK } from "../campaign-status";

type WithTiming = Pick<
  Report,
  "estimated_seconds" | "rate_per_sec" | "messages_before" | "estimated_start" | "estimated_end"
>;

/** "It takes about 2 min 46 s at 60/s." */
export function lengthWords({ estimated_seconds, rate_per_sec }: WithTiming): string {
  return t("create:timing.length", {
    time: formatDuration(estimated_seconds),
    speed: formatSpeed(rate_per_sec),
  });
}

/** When the first message leaves: at the time set, at once, or after what stands before it. */
export function startWords(report: WithTiming, scheduledAt: string | null, now: Date): string {
  const starts = new Date(report.estimated_start).getTime();
  if (scheduledAt !== null) {
    const late = starts - new Date(scheduledAt).getTime() > 60_000;
    return late
      ? t("create:timing.lateAt", { at: formatIst(report.estimated_start) })
      : t("create:timing.at", { at: formatIst(scheduledAt) });
  }
  const wait = (starts - now.getTime()) / 1_000;
  if (report.messages_before === 0 || wait < 1) return t("create:timing.atOnce");
  // Minutes are enough for an estimate that the rate may change.
  const rounded = wait < 120 ? wait : Math.ceil(wait / 60) * 60;
  return t("create:timing.after", { wait: formatDuration(rounded) });
}

export function endWords({ estimated_end }: WithTiming): string {
  return t("create:timing.about", { at: formatIst(estimated_end) });
}

/** "“November dispatch” (running): 77,190 messages left" */
export function beforeWords({ name, status, messages }: CampaignBefore): string {
  return t("create:timing.before", {
    name,
    status: STATUS_LOOK[status].label,
    count: messages,
    n: formatCount(messages),
  });
}
