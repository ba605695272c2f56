/** What each number did today, in India; numbers without a message are not in it. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { istDate } from "@/shared/format/time";

const POLL_MS = 30_000;

export const todayQuery = queryOptions({
  queryKey: ["analytics", "numbers-today"],
  queryFn: ({ signal }) => {
    const day = istDate(new Date());
    return unwrap(
      api.GET("/api/analytics/numbers/daily", { params: { query: { from: day, to: day } }, signal }),
    );
  },
  refetchInterval: POLL_MS,
});
