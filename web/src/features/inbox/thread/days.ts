/** A thread's messages oldest first, under the days of India they came on. */
import type { Message } from "@/api/models";
import { formatIstDay } from "@/shared/format/time";

export interface ThreadDay {
  day: string;
  messages: Message[];
}

/** Messages of one side with less than this between them are one thought. */
const TOGETHER_MS = 3 * 60_000;

/** Whether a message stands close under the one before it on the same day. */
export function continues(before: Message | undefined, message: Message): boolean {
  return (
    before?.direction === message.direction &&
    before.content.kind !== "system" &&
    Date.parse(message.at) - Date.parse(before.at) < TOGETHER_MS
  );
}

/** The API gives them newest first. */
export function byDay(newestFirst: Message[]): ThreadDay[] {
  const days: ThreadDay[] = [];
  for (const message of newestFirst.toReversed()) {
    const day = formatIstDay(message.at);
    const last = days.at(-1);
    if (last?.day === day) last.messages.push(message);
    else days.push({ day, messages: [message] });
  }
  return days;
}
