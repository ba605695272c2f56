/** Deletes a campaign that has not started. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { campaignsKey } from "./campaigns-key";

export function useDeleteCampaign(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/api/campaigns/{campaign_id}", { params: { path: { campaign_id: id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [...campaignsKey, "list"] }),
  });
}
