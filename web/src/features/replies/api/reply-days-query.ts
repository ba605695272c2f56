/** What became of customers' messages, day by day in India, oldest first. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

const POLL_MS = 30_000;

/** Both days included: "2026-11-24". */
export function replyDaysQuery(from: string, to: string) {
  return queryOptions({
    queryKey: ["reply-days", from, to],
    queryFn: async ({ signal }) => {
      const { days } = await unwrap(
        api.GET("/api/analytics/replies", { params: { query: { from, to } }, signal }),
      );
      return days;
    },
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}
