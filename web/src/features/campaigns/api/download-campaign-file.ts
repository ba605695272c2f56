/** A campaign's files: all contacts with their outcome, or the rows that were refused with the reasons. */
import { useMutation } from "@tanstack/react-query";
import { downloadFile } from "@/api/download";

type CampaignFile = "export" | "invalid";

export function useDownloadCampaignFile(id: number, name: string) {
  return useMutation({
    mutationFn: (file: CampaignFile) =>
      downloadFile(`/api/campaigns/${id}/${file}.csv`, fileName(name, file)),
  });
}

/** Keeps letters and digits of any script; everything else would trouble one file system or another. */
function fileName(campaign: string, file: CampaignFile): string {
  const safe = campaign.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `${safe || "campaign"}-${file === "export" ? "contacts" : "invalid-rows"}.csv`;
}
