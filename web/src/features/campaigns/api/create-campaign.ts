/** Creates the campaign: it starts at once or waits for its time. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Campaign } from "@/api/models";
import { upload } from "@/api/upload";
import { campaignForm, type CampaignUpload } from "./campaign-form";
import { campaignsKey } from "./campaigns-key";

export function useCreateCampaign() {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState(0);
  const mutation = useMutation({
    mutationFn: async (campaign: CampaignUpload) => {
      setProgress(0);
      return (await upload("/api/campaigns", campaignForm(campaign), {
        onProgress: setProgress,
      })) as Campaign;
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: campaignsKey }),
  });
  return { ...mutation, progress };
}
