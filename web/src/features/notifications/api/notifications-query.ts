/** What happened, newest first, page by page. Every page also tells how many are unread in all. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

const PAGE = 50;

export const notificationsQuery = infiniteQueryOptions({
  queryKey: ["notifications"],
  queryFn: ({ pageParam: before, signal }) =>
    unwrap(api.GET("/api/notifications", { params: { query: { before, limit: PAGE } }, signal })),
  initialPageParam: undefined as number | undefined,
  getNextPageParam: ({ next_cursor }) => (next_cursor === null ? undefined : Number(next_cursor)),
});
