/** A campaign's contacts in file order, page by page. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { ContactStatus } from "@/api/models";
import { campaignsKey } from "./campaigns-key";

export interface ContactFilters {
  status?: ContactStatus;
  q?: string;
}

export function contactsQuery(campaignId: number, filters: ContactFilters) {
  return infiniteQueryOptions({
    queryKey: [...campaignsKey, "contacts", campaignId, filters],
    queryFn: ({ pageParam: cursor, signal }) =>
      unwrap(
        api.GET("/api/campaigns/{campaign_id}/contacts", {
          params: { path: { campaign_id: campaignId }, query: { ...filters, limit: 100, cursor } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });
}
