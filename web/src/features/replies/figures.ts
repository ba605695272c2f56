/** What days of replies add up to. */
import type { ReplyDay } from "@/api/models";

export interface ReplyTotals {
  inbound: number;
  replied: number;
  skipped: number;
  waiting: number;
  tokens: number;
  /** Most frequent first. */
  reasons: [string, number][];
}

export function addUp(days: ReplyDay[]): ReplyTotals {
  const sum = (of: (day: ReplyDay) => number) => days.reduce((total, day) => total + of(day), 0);
  return {
    inbound: sum(({ inbound }) => inbound),
    replied: sum(({ replied }) => replied),
    skipped: sum(({ skipped }) => skipped),
    waiting: sum(({ waiting }) => waiting),
    tokens: sum(tokensOf),
    reasons: reasonsOf(days),
  };
}

export function tokensOf({ prompt_tokens, completion_tokens }: ReplyDay): number {
  return prompt_tokens + completion_tokens;
}

export function reasonsOf(days: ReplyDay[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const day of days) {
    for (const [reason, count] of Object.entries(day.skipped_by_reason)) {
      counts.set(reason, (counts.get(reason) ?? 0) + count);
    }
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
