/** What can be done with a campaign in its present state. */
import type { CampaignDetail } from "@/api/models";
import { canDelete, canResume, canStop } from "../../campaign-status";
import { DeleteButton } from "./delete-button";
import { ExportButton } from "./export-button";
import { ResumeButton } from "./resume-button";
import { StopButton } from "./stop-button";

export function CampaignActions({ campaign }: { campaign: CampaignDetail }) {
  return (
    <>
      <ExportButton campaign={campaign} />
      {canStop(campaign) && <StopButton campaign={campaign} />}
      {canResume(campaign) && <ResumeButton campaign={campaign} />}
      {canDelete(campaign) && <DeleteButton campaign={campaign} />}
    </>
  );
}
