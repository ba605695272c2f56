/** The rows of a file that cannot be sent to, with their reasons, before there is a campaign. */
import { useMutation } from "@tanstack/react-query";
import { downloadFile } from "@/api/download";
import { campaignForm, type CampaignUpload } from "./campaign-form";

export function useDownloadRowsToMend() {
  return useMutation({
    mutationFn: async (upload: CampaignUpload) =>
      downloadFile("/api/campaigns/validate/invalid.csv", fileName(upload.file), await campaignForm(upload)),
  });
}

function fileName({ name }: File): string {
  return `${name.replace(/\.[^.]*$/, "")}-${INVALID}.csv`;
}

const INVALID = "invalid-rows";
