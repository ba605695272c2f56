/** A template's history, newest first. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { templatesKey } from "@/shared/api/templates";

export function templateChangesQuery(id: number) {
  return queryOptions({
    queryKey: [...templatesKey, "changes", id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/templates/{template_id}/changes", {
          params: { path: { template_id: id }, query: { limit: 50 } },
          signal,
        }),
      ),
  });
}
