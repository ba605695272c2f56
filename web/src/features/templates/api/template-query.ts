/** One template, for a link that leads to it wherever it stands in the list. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { templatesKey } from "@/shared/api/templates";

export function templateQuery(id: number) {
  return queryOptions({
    queryKey: [...templatesKey, "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/templates/{template_id}", { params: { path: { template_id: id } }, signal })),
  });
}
