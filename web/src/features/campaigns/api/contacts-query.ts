/** A campaign's contacts in file order, page by page; while only the first ones are loaded, they are asked for again. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { Campaign, ContactStatus } from "@/api/models";
import { pollMs } from "@/shared/realtime/live-state";
import { campaignsKey } from "./campaigns-key";

export interface ContactFilters {
  status?: ContactStatus;
  template_id?: number;
  /** Meta's code; "none": Meta said nothing. */
  error_code?: number | "none";
  q?: string;
}

/** All loaded pages are asked for again together: after this many, the list stands still rather than flood the server. */
const MAX_POLLED_PAGES = 3;

export function contactsQuery(campaign: Pick<Campaign, "id">, filters: ContactFilters) {
  return infiniteQueryOptions({
    queryKey: [...campaignsKey, "contacts", campaign.id, filters],
    queryFn: ({ pageParam: cursor, signal }) =>
      unwrap(
        api.GET("/api/campaigns/{campaign_id}/contacts", {
          params: { path: { campaign_id: campaign.id }, query: { ...filters, limit: 100, cursor } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > MAX_POLLED_PAGES ? false : pollMs()),
  });
}
