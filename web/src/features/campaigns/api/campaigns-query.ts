/** The list of campaigns, newest first unless another order is asked for. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { CampaignSort, CampaignStatus } from "@/api/models";
import { pollMs } from "@/shared/realtime/live-state";
import { campaignsKey } from "./campaigns-key";

export interface CampaignFilters {
  /** Any of these; none or an empty list means all. */
  status?: CampaignStatus[];
  number_id?: number;
  q?: string;
  sort?: CampaignSort;
  order?: "asc" | "desc";
}

/** All loaded pages are asked for again together: after this many, the list stands still rather than flood the server. */
const MAX_POLLED_PAGES = 4;

export function campaignsQuery(filters: CampaignFilters, limit = 20) {
  return infiniteQueryOptions({
    queryKey: [...campaignsKey, "list", filters, limit],
    queryFn: ({ pageParam: cursor, signal }) =>
      unwrap(api.GET("/api/campaigns", { params: { query: { ...filters, limit, cursor } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > MAX_POLLED_PAGES ? false : pollMs()),
  });
}
