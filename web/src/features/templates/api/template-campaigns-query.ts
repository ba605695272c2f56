/** The newest campaigns that a template is part of. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

export const NEWEST = 5;

export function templateCampaignsQuery(id: number) {
  return queryOptions({
    queryKey: ["campaigns", "of-template", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/campaigns", { params: { query: { template_id: id, limit: NEWEST } }, signal })),
  });
}
