/** The dry run: reads the whole file, creates nothing. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Report } from "@/api/models";
import { upload } from "@/api/upload";
import { campaignForm, type CampaignUpload } from "./campaign-form";

export function useValidateCampaign() {
  const [progress, setProgress] = useState(0);
  const mutation = useMutation({
    mutationFn: async (campaign: CampaignUpload) => {
      setProgress(0);
      const report = await upload("/api/campaigns/validate", campaignForm(campaign), {
        onProgress: setProgress,
      });
      return report as Report;
    },
  });
  return { ...mutation, progress };
}
