/** What the file will become: who gets what, which rows are left out and why, and how long it takes. */
import { Button } from "@heroui/react";
import { ChevronLeft, Send } from "lucide-react";
import { useState } from "react";
import type { WhatsAppNumber } from "@/api/models";
import type { ApiProblem } from "@/api/problem";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { BatchSamples } from "./batch-samples";
import { InvalidRows } from "./invalid-rows";
import { ReportFigures } from "./report-figures";
import { StartDialog } from "./start-dialog";
import { StartPlan } from "./start-plan";
import type { Checked } from "./use-file-check";
import { WarningList } from "./warning-list";

interface ReviewStepProps {
  checked: Checked;
  numbers: WhatsAppNumber[];
  onBack: () => void;
  onRefused: (problem: ApiProblem) => void;
}

export function ReviewStep({ checked, numbers, onBack, onRefused }: ReviewStepProps) {
  const { upload, report } = checked;
  const [asking, setAsking] = useState(false);
  const number = numbers.find(({ id }) => id === upload.numberId);
  const nobody = report.valid_rows === 0;
  return (
    <div className="grid rise grid-cols-[minmax(0,1fr)] gap-6">
      <ReportFigures report={report} fileName={upload.file.name} />
      {nobody && (
        <InlineAlert tone="danger" title={t("create:report.nobody.title")}>
          {t("create:report.nobody.text")}
        </InlineAlert>
      )}
      {report.unused_columns.length > 0 && (
        <InlineAlert tone="info">
          {t("create:report.unused", {
            count: report.unused_columns.length,
            columns: report.unused_columns.join(", "),
          })}
        </InlineAlert>
      )}
      {!nobody && <WarningList warnings={report.warnings} />}
      {!nobody && <StartPlan scheduledAt={upload.scheduledAt} report={report} number={number} />}
      {!nobody && <BatchSamples batches={report.batches} />}
      {report.reasons.length > 0 && <InvalidRows report={report} upload={upload} />}
      <div className="flex flex-col-reverse gap-3 sm:flex-row sm:justify-between">
        <Button variant="outline" size="lg" onPress={onBack} className="w-full sm:w-auto">
          <ChevronLeft aria-hidden="true" /> {t("create:report.back")}
        </Button>
        <Button size="lg" onPress={() => setAsking(true)} isDisabled={nobody} className="w-full sm:w-auto">
          <Send aria-hidden="true" />
          {upload.scheduledAt === null ? t("create:start.startSending") : t("create:start.schedule")}
        </Button>
      </div>
      <StartDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        onRefused={onRefused}
        checked={checked}
        numberName={number?.display_name ?? ""}
      />
    </div>
  );
}
