/** How a number's sending rate changed, newest first, page by page. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { numbersQuery } from "@/shared/api/numbers";

export function rateChangesQuery(numberId: number) {
  return infiniteQueryOptions({
    queryKey: [...numbersQuery.queryKey, "rate-changes", numberId],
    queryFn: ({ pageParam: cursor, signal }) =>
      unwrap(
        api.GET("/api/numbers/{number_id}/rate-changes", {
          params: { path: { number_id: numberId }, query: { limit: 50, cursor } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });
}
