/** One campaign; its changes are told as they happen (live-changes.ts). */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { pollMs } from "@/shared/realtime/live-state";
import { campaignsKey } from "./campaigns-key";

export function campaignQuery(id: number) {
  return queryOptions({
    queryKey: [...campaignsKey, "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/campaigns/{campaign_id}", { params: { path: { campaign_id: id } }, signal })),
    refetchInterval: pollMs,
  });
}
