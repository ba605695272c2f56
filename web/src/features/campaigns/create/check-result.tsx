/** Under the file: how far its check is, then what came of it in one line. */
import { Button } from "@heroui/react";
import type { Report } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { UploadProgress } from "./upload-progress";
import type { FileCheck } from "./use-file-check";

interface CheckResultProps {
  check: Pick<FileCheck, "isPending" | "progress" | "cancel">;
  /** There is something to check: its result finds its place kept, so that nothing moves under a finger. */
  isExpected: boolean;
  report: Report | null;
}

export function CheckResult({ check, isExpected, report }: CheckResultProps) {
  return (
    <div className={isExpected ? "grid min-h-22 content-start sm:min-h-17" : "contents"}>
      {check.isPending && <Running check={check} />}
      {!check.isPending && report && <Outcome report={report} />}
    </div>
  );
}

function Running({ check: { progress, cancel } }: Pick<CheckResultProps, "check">) {
  return (
    <div className="flex items-end gap-4">
      <UploadProgress share={progress} doing={t("create:check.running")} />
      <Button variant="tertiary" size="sm" onPress={cancel}>
        {t("create:check.cancel")}
      </Button>
    </div>
  );
}

function Outcome({ report }: { report: Report }) {
  const { valid_rows: valid, invalid_rows: invalid, total_rows: total } = report;
  if (valid === 0) {
    return (
      <InlineAlert tone="danger" title={t("create:report.nobody.title")}>
        {report.reasons[0]?.message}
      </InlineAlert>
    );
  }
  return (
    <InlineAlert
      tone={invalid > 0 ? "warning" : "success"}
      title={t("create:check.willGet", { count: valid, n: formatCount(valid) })}
    >
      {invalid > 0
        ? t("create:check.leftOut", {
            count: invalid,
            n: formatCount(invalid),
            all: formatCount(total),
          })
        : t("create:check.allGood", { count: total, n: formatCount(total) })}
    </InlineAlert>
  );
}
