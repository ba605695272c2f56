/** The last question before messages leave: what will happen, in one look. */
import { toast } from "@heroui/react";
import { useNavigate } from "react-router";
import { asProblem, type ApiProblem } from "@/api/problem";
import { formatLanguage } from "@/shared/format/language";
import { formatCount } from "@/shared/format/number";
import { useNow } from "@/shared/hooks/use-now";
import { t } from "@/shared/i18n/i18n";
import { ConfirmDialog } from "@/shared/ui/confirm-dialog";
import { useCreateCampaign } from "../api/create-campaign";
import { partOf } from "./refusal";
import { endWords, startWords } from "./timing";
import { UploadProgress } from "./upload-progress";
import type { Checked } from "./use-file-check";
import { FINISHED } from "./use-leave-guard";

interface StartDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** The server refused something of the form: it is mended there. */
  onRefused: (problem: ApiProblem) => void;
  checked: Checked;
  numberName: string;
}

export function StartDialog({ isOpen, onClose, onRefused, checked, numberName }: StartDialogProps) {
  const { upload, report, requestId } = checked;
  const create = useCreateCampaign();
  const navigate = useNavigate();
  const now = useNow();
  const later = upload.scheduledAt !== null;
  const people = { count: report.valid_rows, n: formatCount(report.valid_rows) };

  const start = () => {
    create.mutate(
      { ...upload, requestId },
      {
        onSuccess: ({ id, name }) => {
          toast.success(later ? t("create:done.scheduled") : t("create:done.started"), {
            description: name,
          });
          void navigate(`/campaigns/${id}`, { state: FINISHED });
        },
        onError: (error) => {
          const problem = asProblem(error);
          if (partOf(problem)) onRefused(problem);
        },
      },
    );
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={later ? t("create:start.askSchedule", people) : t("create:start.askNow", people)}
      confirmLabel={later ? t("create:start.schedule") : t("create:start.send", people)}
      isPending={create.isPending}
      error={create.error}
      onConfirm={start}
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1.5 figures">
        <Fact label={t("create:name.label")}>{upload.name}</Fact>
        <Fact label={t("create:plan.from")}>{numberName}</Fact>
        <Fact label={t("create:section.templates")}>
          {report.batches
            .map(({ template_name, language }) => `${template_name} (${formatLanguage(language)})`)
            .join(", ")}
        </Fact>
        <Fact label={t("create:plan.firstMessage")}>{startWords(report, upload.scheduledAt, now)}</Fact>
        <Fact label={t("create:plan.lastMessage")}>{endWords(report)}</Fact>
      </dl>
      {report.warnings.length > 0 && (
        <p className="text-sm">{t("create:start.warnings", { count: report.warnings.length })}</p>
      )}
      <p className="text-sm text-muted">
        {later ? t("create:start.afterSchedule") : t("create:start.afterNow")}
      </p>
      {create.isPending && <UploadProgress share={create.progress} doing={t("create:start.queueing")} />}
      {create.error && <p className="text-sm">{t("create:start.againIsSafe")}</p>}
    </ConfirmDialog>
  );
}

function Fact({ label, children }: { label: string; children: string }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="line-clamp-3 font-medium wrap-anywhere">{children}</dd>
    </>
  );
}
