/** What the file will become: who gets what, which rows are left out and why, and how long it takes. */
import { Button } from "@heroui/react";
import { ChevronLeft, Send } from "lucide-react";
import { useState } from "react";
import type { Report, WhatsAppNumber } from "@/api/models";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { BatchSamples } from "./batch-samples";
import type { CheckedDraft } from "./draft";
import { ReasonList } from "./reason-list";
import { ReportFigures } from "./report-figures";
import { StartDialog } from "./start-dialog";
import { StartPlan } from "./start-plan";
import { WarningList } from "./warning-list";

interface ReviewStepProps {
  draft: CheckedDraft;
  report: Report;
  numbers: WhatsAppNumber[];
  onBack: () => void;
}

export function ReviewStep({ draft, report, numbers, onBack }: ReviewStepProps) {
  const [asking, setAsking] = useState(false);
  const number = numbers.find(({ id }) => String(id) === draft.numberId);
  const nobody = report.valid_rows === 0;
  return (
    <div className="grid rise gap-6">
      <ReportFigures report={report} fileName={draft.file.name} />
      {nobody && (
        <InlineAlert tone="danger" title="No row can be sent">
          Mend the rows listed below and check the file again.
        </InlineAlert>
      )}
      {report.unused_columns.length > 0 && (
        <InlineAlert tone="info">
          No chosen template uses {report.unused_columns.join(", ")}. If that is not what you meant, check the
          order of the columns.
        </InlineAlert>
      )}
      {!nobody && <WarningList warnings={report.warnings} />}
      {!nobody && <StartPlan draft={draft} report={report} number={number} />}
      {report.reasons.length > 0 && <ReasonList reasons={report.reasons} />}
      {!nobody && <BatchSamples batches={report.batches} />}
      <div className="flex flex-col-reverse gap-3 sm:flex-row sm:justify-between">
        <Button variant="outline" size="lg" onPress={onBack} className="w-full sm:w-auto">
          <ChevronLeft aria-hidden="true" /> Change something
        </Button>
        <Button size="lg" onPress={() => setAsking(true)} isDisabled={nobody} className="w-full sm:w-auto">
          <Send aria-hidden="true" /> {draft.start === "now" ? "Start sending" : "Schedule"}
        </Button>
      </div>
      <StartDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        draft={draft}
        report={report}
        numberName={number?.display_name ?? ""}
      />
    </div>
  );
}
