/** What all numbers did today, yesterday and lately. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

const POLL_MS = 30_000;

export const summaryQuery = queryOptions({
  queryKey: ["analytics", "summary"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/analytics/summary", { signal })),
  refetchInterval: POLL_MS,
});
