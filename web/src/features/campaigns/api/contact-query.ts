/** One contact of a campaign: what was sent to it, and when what happened. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { campaignsKey } from "./campaigns-key";

export function contactQuery(campaignId: number, contactId: number) {
  return queryOptions({
    queryKey: [...campaignsKey, "contact", campaignId, contactId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/campaigns/{campaign_id}/contacts/{contact_id}", {
          params: { path: { campaign_id: campaignId, contact_id: contactId } },
          signal,
        }),
      ),
  });
}
