/** One campaign: every 2 s while it moves, every 30 s otherwise (late delivery reports still come in). */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { isLive } from "../campaign-status";
import { IDLE_POLL_MS, RUNNING_POLL_MS } from "../polling";
import { campaignsKey } from "./campaigns-key";

export function campaignQuery(id: number) {
  return queryOptions({
    queryKey: [...campaignsKey, "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/campaigns/{campaign_id}", { params: { path: { campaign_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isLive(state.data) ? RUNNING_POLL_MS : IDLE_POLL_MS),
  });
}
