/** Stops a campaign; what Meta has already accepted still arrives. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { campaignQuery } from "./campaign-query";
import { campaignsKey } from "./campaigns-key";

export function useStopCampaign(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/campaigns/{campaign_id}/stop", { params: { path: { campaign_id: id } } })),
    onSuccess: (campaign) => {
      queryClient.setQueryData(campaignQuery(id).queryKey, campaign);
      return queryClient.invalidateQueries({ queryKey: campaignsKey });
    },
  });
}
