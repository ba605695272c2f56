/** The list of campaigns, newest first. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { CampaignStatus } from "@/api/models";
import { pollMs } from "@/shared/realtime/live-state";
import { campaignsKey } from "./campaigns-key";

export interface CampaignFilters {
  status?: CampaignStatus;
  number_id?: number;
  q?: string;
}

export function campaignsQuery(filters: CampaignFilters, limit = 20) {
  return infiniteQueryOptions({
    queryKey: [...campaignsKey, "list", filters, limit],
    queryFn: ({ pageParam: cursor, signal }) =>
      unwrap(api.GET("/api/campaigns", { params: { query: { ...filters, limit, cursor } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: pollMs,
  });
}
