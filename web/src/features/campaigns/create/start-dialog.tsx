/** The last question before messages leave. */
import { toast } from "@heroui/react";
import { useNavigate } from "react-router";
import type { Report } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { formatQuantity } from "@/shared/format/number";
import { formatIst, istInputToIso } from "@/shared/format/time";
import { ConfirmDialog } from "@/shared/ui/confirm-dialog";
import { useCreateCampaign } from "../api/create-campaign";
import { toUpload, type CheckedDraft } from "./draft";
import { UploadProgress } from "./upload-progress";

interface StartDialogProps {
  isOpen: boolean;
  onClose: () => void;
  draft: CheckedDraft;
  report: Report;
  numberName: string;
}

export function StartDialog({ isOpen, onClose, draft, report, numberName }: StartDialogProps) {
  const create = useCreateCampaign();
  const navigate = useNavigate();
  const later = draft.start === "later";
  const people = formatQuantity(report.valid_rows, "contact");

  const start = () => {
    create.mutate(toUpload(draft), {
      onSuccess: (campaign) => {
        toast.success(later ? "Campaign scheduled" : "Campaign started", { description: campaign.name });
        void navigate(`/campaigns/${campaign.id}`);
      },
    });
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={later ? `Schedule for ${people}?` : `Send to ${people} now?`}
      confirmLabel={later ? "Schedule" : `Send to ${people}`}
      isPending={create.isPending}
      error={create.error}
      onConfirm={start}
    >
      <p>
        “{draft.name}” goes out from <strong className="font-semibold">{numberName}</strong> with{" "}
        {formatQuantity(draft.templateIds.length, "template")}
        {later && <> on {formatIst(istInputToIso(draft.scheduledAt))}</>}. It takes about{" "}
        {formatDuration(report.estimated_seconds)}.
      </p>
      <p className="text-sm text-muted">
        You can stop it at any time; messages that have left cannot be called back.
      </p>
      {create.isPending && (
        <UploadProgress share={create.progress} doing="Putting every contact in the queue…" />
      )}
    </ConfirmDialog>
  );
}
