/** Why contacts of a campaign failed, by Meta's code. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { campaignsKey } from "./campaigns-key";

export function failuresQuery(id: number) {
  return queryOptions({
    queryKey: [...campaignsKey, "failures", id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/campaigns/{campaign_id}/failures", { params: { path: { campaign_id: id } }, signal }),
      ),
  });
}
