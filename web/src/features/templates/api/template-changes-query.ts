/** A template's history, newest first, page by page. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { templatesKey } from "@/shared/api/templates";

export function templateChangesQuery(id: number) {
  return infiniteQueryOptions({
    queryKey: [...templatesKey, "changes", id],
    queryFn: ({ pageParam: cursor, signal }) =>
      unwrap(
        api.GET("/api/templates/{template_id}/changes", {
          params: { path: { template_id: id }, query: { limit: 30, cursor } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });
}
