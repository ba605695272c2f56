/** The dry run: reads the whole file, creates nothing. A new one ends the one before. */
import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Report } from "@/api/models";
import { upload } from "@/api/upload";
import { campaignForm, type CampaignUpload } from "./campaign-form";
import { inPercent } from "./create-campaign";

export function useValidateCampaign() {
  const [progress, setProgress] = useState(0);
  const running = useRef<AbortController>(undefined);
  const cancel = useCallback(() => running.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const { mutateAsync, isPending } = useMutation({
    mutationFn: async (campaign: CampaignUpload) => {
      running.current?.abort();
      const { signal } = (running.current = new AbortController());
      setProgress(0);
      const report = await upload("/api/campaigns/validate", await campaignForm(campaign), {
        onProgress: (share) => !signal.aborted && setProgress(inPercent(share)),
        signal,
      });
      return report as Report;
    },
  });
  return { validate: mutateAsync, isPending, progress, cancel };
}
