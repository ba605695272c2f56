/** A thread's messages oldest first, under the days of India they came on. */
import type { Message } from "@/api/models";
import { formatIstDay } from "@/shared/format/time";

export interface ThreadDay {
  day: string;
  messages: Message[];
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
