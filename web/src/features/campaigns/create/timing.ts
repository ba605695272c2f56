/** When a campaign will start and end, in words, at the number's present rate. */
import type { Report } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { formatQuantity, formatSpeed } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";

type WithTiming = Pick<
  Report,
  "estimated_seconds" | "rate_per_sec" | "messages_before" | "estimated_start" | "estimated_end"
>;

/** "about 2 min 46 s at 60/s" */
export function lengthWords({ estimated_seconds, rate_per_sec }: WithTiming): string {
  return `about ${formatDuration(estimated_seconds)} at ${formatSpeed(rate_per_sec)}`;
}

/** When the first message leaves: at the time set, at once, or after what stands before it. */
export function startWords(report: WithTiming, scheduledAt: string | null, now: Date): string {
  const { messages_before, estimated_start } = report;
  const wait = (new Date(estimated_start).getTime() - now.getTime()) / 1_000;
  const before = formatQuantity(messages_before, "message");
  if (scheduledAt !== null) {
    const late = new Date(estimated_start).getTime() - new Date(scheduledAt).getTime() > 60_000;
    if (!late) return `on ${formatIst(scheduledAt)}`;
    return `about ${formatIst(estimated_start)}, after ${before} of campaigns before it`;
  }
  if (messages_before === 0 || wait < 1) return "at once";
  // Minutes are enough for an estimate that the rate may change.
  const minutes = wait < 120 ? wait : Math.ceil(wait / 60) * 60;
  return `in about ${formatDuration(minutes)}, after ${before} of campaigns before it`;
}

export function endWords({ estimated_end }: WithTiming): string {
  return `about ${formatIst(estimated_end)}`;
}
