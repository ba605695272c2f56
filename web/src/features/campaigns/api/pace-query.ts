/** How fast a campaign sent over its life, beside the rate its number was allowed. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { campaignsKey } from "./campaigns-key";

export function paceQuery(id: number) {
  return queryOptions({
    queryKey: [...campaignsKey, "pace", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/campaigns/{campaign_id}/pace", { params: { path: { campaign_id: id } }, signal })),
  });
}
