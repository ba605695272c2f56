/** What can be done with a campaign in its present state. */
import { Button, toast } from "@heroui/react";
import { Download, Pause, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Campaign } from "@/api/models";
import { asProblem } from "@/api/problem";
import { formatQuantity } from "@/shared/format/number";
import { ConfirmDialog } from "@/shared/ui/confirm-dialog";
import { useDeleteCampaign } from "../api/delete-campaign";
import { useDownloadCampaignFile } from "../api/download-campaign-file";
import { useResumeCampaign } from "../api/resume-campaign";
import { useStopCampaign } from "../api/stop-campaign";
import { canDelete, canResume, canStop } from "../campaign-status";
import { PendingButton } from "@/shared/ui/pending-button";

export function CampaignActions({ campaign }: { campaign: Campaign }) {
  return (
    <>
      <ExportButton campaign={campaign} />
      {canStop(campaign) && <StopButton campaign={campaign} />}
      {canResume(campaign) && <ResumeButton campaign={campaign} />}
      {canDelete(campaign) && <DeleteButton campaign={campaign} />}
    </>
  );
}

function ExportButton({ campaign: { id, name } }: { campaign: Campaign }) {
  const download = useDownloadCampaignFile(id, name);
  return (
    <PendingButton
      variant="outline"
      isPending={download.isPending}
      onPress={() => download.mutate("export", { onError: showProblem })}
    >
      <Download aria-hidden="true" /> Export CSV
    </PendingButton>
  );
}

function StopButton({ campaign }: { campaign: Campaign }) {
  const [asking, setAsking] = useState(false);
  const stop = useStopCampaign(campaign.id);
  const left = campaign.valid_contacts - campaign.total_processed;
  return (
    <>
      <Button variant="danger-soft" onPress={() => setAsking(true)}>
        <Pause aria-hidden="true" /> Stop
      </Button>
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title="Stop this campaign?"
        confirmLabel="Stop sending"
        cancelLabel="Keep sending"
        danger
        isPending={stop.isPending}
        error={stop.error}
        onConfirm={() => stop.mutate(undefined, { onSuccess: () => setAsking(false) })}
      >
        <p>
          About {formatQuantity(left, "contact")} will not get their message until you resume. Messages that
          have left still arrive.
        </p>
      </ConfirmDialog>
    </>
  );
}

function ResumeButton({ campaign }: { campaign: Campaign }) {
  const resume = useResumeCampaign(campaign.id);
  return (
    <PendingButton
      isPending={resume.isPending}
      onPress={() => resume.mutate(undefined, { onError: showProblem })}
    >
      <Play aria-hidden="true" /> Resume
    </PendingButton>
  );
}

function DeleteButton({ campaign }: { campaign: Campaign }) {
  const [asking, setAsking] = useState(false);
  const remove = useDeleteCampaign(campaign.id);
  const navigate = useNavigate();
  return (
    <>
      <Button variant="danger-soft" onPress={() => setAsking(true)}>
        <Trash2 aria-hidden="true" /> Delete
      </Button>
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title="Delete this campaign?"
        confirmLabel="Delete"
        danger
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate("/campaigns") })}
      >
        <p>
          “{campaign.name}” has not started; nobody has got a message. Its contact list is deleted with it.
        </p>
      </ConfirmDialog>
    </>
  );
}

function showProblem(error: Error) {
  const { title, detail, mend } = asProblem(error);
  toast.danger(title, { description: [detail, mend].filter(Boolean).join(" ") });
}
