/** /api/analytics of the fake API. */
import type { ReplyDay, Totals } from "../../src/api/models.ts";
import { json, type Route } from "./route.ts";

const DAY_MS = 86_400_000;

export function replyDay(day: string, fields: Partial<ReplyDay> = {}): ReplyDay {
  return {
    day,
    inbound: 0,
    replied: 0,
    skipped: 0,
    waiting: 0,
    replies: 0,
    skipped_by_reason: {},
    median_latency_ms: null,
    median_wait_ms: null,
    prompt_tokens: 0,
    completion_tokens: 0,
    ...fields,
  };
}

/** Nobody writes on Sundays. */
function busyDay(day: string): ReplyDay {
  const date = new Date(day);
  if (date.getUTCDay() === 0) return replyDay(day);
  const inbound = 1_200 + ((date.getUTCDate() * 37) % 13) * 61;
  const skipped_by_reason = { not_text: 84 + date.getUTCDate(), quota: 12, llm_timeout: 3 };
  const skipped = Object.values(skipped_by_reason).reduce((sum, count) => sum + count, 0);
  return replyDay(day, {
    inbound,
    replied: inbound - skipped,
    skipped,
    replies: inbound - skipped - 40,
    skipped_by_reason,
    median_latency_ms: 1_180,
    median_wait_ms: 1_400,
    prompt_tokens: inbound * 410,
    completion_tokens: inbound * 36,
  });
}

function daysBetween(from: string, to: string): string[] {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return Array.from({ length: days }, (_, index) =>
    new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10),
  );
}

function totals(fields: Partial<Totals>): Totals {
  return {
    first_day: "2026-11-23",
    last_day: "2026-11-23",
    sent: 0,
    delivered: 0,
    read: 0,
    failed: 0,
    received: 0,
    delivery_rate: null,
    read_rate: null,
    ...fields,
  };
}

function byHour(sent: Record<number, number>): number[] {
  return Array.from({ length: 24 }, (_, hour) => sent[hour] ?? 0);
}

export const analyticsRoutes: Route[] = [
  {
    method: "GET",
    path: /^\/api\/analytics\/replies$/,
    run: ({ url }) => {
      const { searchParams: query } = url;
      return json({ days: daysBetween(query.get("from") ?? "", query.get("to") ?? "").map(busyDay) });
    },
  },
  {
    method: "GET",
    path: /^\/api\/analytics\/summary$/,
    run: () =>
      json({
        today: totals({ sent: 1_48_210, delivered: 1_39_004, read: 72_300, failed: 210, received: 1_932 }),
        yesterday: totals({ sent: 12_210, delivered: 11_980, read: 8_120, failed: 41, received: 1_204 }),
        last_7_days: totals({}),
        last_30_days: totals({}),
        sent_by_hour_today: byHour({ 9: 18_200, 10: 60_010, 11: 70_000 }),
        sent_by_hour_yesterday: byHour({ 10: 6_210, 15: 6_000 }),
        running_campaigns: 1,
        scheduled_campaigns: 1,
        set_aside_items: 0,
      }),
  },
  {
    method: "GET",
    path: /^\/api\/analytics\/numbers\/daily$/,
    run: ({ url }) =>
      json({
        items: [
          {
            number_id: 1,
            display_name: "Asha Sarees",
            day: url.searchParams.get("to"),
            sent: 1_48_210,
            delivered: 1_39_004,
            read: 72_300,
            failed: 210,
            received: 1_932,
          },
        ],
      }),
  },
];
