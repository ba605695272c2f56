/** The last question before messages leave. */
import { toast } from "@heroui/react";
import { useNavigate } from "react-router";
import type { Report } from "@/api/models";
import { formatQuantity } from "@/shared/format/number";
import { useNow } from "@/shared/hooks/use-now";
import { ConfirmDialog } from "@/shared/ui/confirm-dialog";
import { useCreateCampaign } from "../api/create-campaign";
import { toUpload, type CheckedDraft } from "./draft";
import { lengthWords, startWords } from "./timing";
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
  const now = useNow();
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
        {formatQuantity(draft.templateIds.length, "template")}, the first message{" "}
        {startWords(report, toUpload(draft).scheduledAt, now)}. It takes {lengthWords(report)}.
      </p>
      {report.warnings.length > 0 && (
        <p className="text-sm">
          The check found {formatQuantity(report.warnings.length, "warning")}; they are listed above the plan.
        </p>
      )}
      <p className="text-sm text-muted">
        {later
          ? "You can delete it until it starts and stop it at any time after; a scheduled campaign cannot be edited."
          : "You can stop it at any time; messages that have left cannot be called back."}
      </p>
      {create.isPending && (
        <UploadProgress share={create.progress} doing="Putting every contact in the queue…" />
      )}
    </ConfirmDialog>
  );
}
