/** Saves every contact with its outcome. */
import { toast } from "@heroui/react";
import { Download } from "lucide-react";
import type { Campaign } from "@/api/models";
import { asProblem } from "@/api/problem";
import { t } from "@/shared/i18n/i18n";
import { PendingButton } from "@/shared/ui/pending-button";
import { useDownloadCampaignFile } from "../../api/download-campaign-file";

export function ExportButton({ campaign: { id, name } }: { campaign: Campaign }) {
  const download = useDownloadCampaignFile(id, name);
  return (
    <PendingButton
      variant="outline"
      isPending={download.isPending}
      onPress={() => download.mutate("export", { onError: showProblem })}
    >
      <Download aria-hidden="true" /> {t("campaign:export.action")}
    </PendingButton>
  );
}

function showProblem(error: Error) {
  const { title, detail, mend } = asProblem(error);
  toast.danger(title, { description: [detail, mend].filter(Boolean).join(" ") });
}
