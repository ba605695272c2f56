/** Creates the campaign: it starts at once or waits for its time. Sent again with the same request id, it is not made twice. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Campaign } from "@/api/models";
import { upload } from "@/api/upload";
import { campaignForm, type CampaignUpload } from "./campaign-form";
import { campaignsKey } from "./campaigns-key";

export interface NewCampaign extends CampaignUpload {
  requestId: string;
}

export function useCreateCampaign() {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState(0);
  const mutation = useMutation({
    mutationFn: async ({ requestId, ...campaign }: NewCampaign) => {
      setProgress(0);
      const form = await campaignForm(campaign);
      form.set("request_id", requestId);
      const onProgress = (share: number) => setProgress(inPercent(share));
      return (await upload("/api/campaigns", form, { onProgress })) as Campaign;
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: campaignsKey }),
  });
  return { ...mutation, progress };
}

/** A page drawn a hundred times during an upload is enough. */
export function inPercent(share: number): number {
  return Math.floor(share * 100) / 100;
}
