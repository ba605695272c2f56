/** Why rows are left out: each reason with its count, rows as they stand in the file, and all of them as a file to mend. */
import { Download, ListFilter } from "lucide-react";
import { useState } from "react";
import type { InvalidReason, Report } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { PendingButton } from "@/shared/ui/pending-button";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import type { CampaignUpload } from "../api/campaign-form";
import { useDownloadRowsToMend } from "../api/download-rows-to-mend";
import { InvalidRowsTable } from "./invalid-rows-table";

interface InvalidRowsProps {
  report: Pick<Report, "reasons" | "invalid_rows">;
  upload: CampaignUpload;
}

export function InvalidRows({ report: { reasons, invalid_rows }, upload }: InvalidRowsProps) {
  const download = useDownloadRowsToMend();
  const [chosen, setChosen] = useState<InvalidReason | null>(null);
  const shown = (chosen ? [chosen] : reasons).flatMap(({ rows }) => rows);
  const all = chosen?.count ?? invalid_rows;
  return (
    <section aria-labelledby="left-out" className="overflow-hidden panel">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 px-5 py-4 sm:px-6">
        <h2 id="left-out" className="text-[1.0625rem] font-semibold">
          {t("create:invalid.title", { count: invalid_rows, n: formatCount(invalid_rows) })}
        </h2>
        <PendingButton
          variant="outline"
          size="sm"
          className="min-h-11 sm:min-h-9"
          isPending={download.isPending}
          onPress={() => download.mutate(upload)}
        >
          <Download aria-hidden="true" />
          {download.isPending ? t("create:invalid.preparing") : t("create:invalid.download")}
        </PendingButton>
        <p className="w-full text-sm text-muted">{t("create:invalid.hint")}</p>
        {download.error && <ProblemNotice error={download.error} />}
      </header>
      <ul className="divide-y divide-separator border-y">
        {reasons.map((reason) => (
          <li key={reason.code + reason.message}>
            <button
              type="button"
              aria-pressed={chosen === reason}
              onClick={() => setChosen(chosen === reason ? null : reason)}
              className={`flex min-h-12 w-full items-start justify-between gap-6 px-5 py-3 text-left transition-colors hover:bg-surface-secondary/60 focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus sm:px-6 ${chosen === reason ? "bg-accent-soft/60" : ""}`}
            >
              <span className="min-w-0 wrap-anywhere">{reason.message}</span>
              <span className="flex shrink-0 items-center gap-2 font-semibold figures">
                <ListFilter
                  aria-hidden="true"
                  className={`size-4 ${chosen === reason ? "text-accent" : "text-muted"}`}
                />
                {t("create:rows", { count: reason.count, n: formatCount(reason.count) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <InvalidRowsTable rows={shown.toSorted((a, b) => a.row_number - b.row_number)} />
      {shown.length < all && (
        <p className="border-t px-5 py-3 text-sm text-muted figures sm:px-6">
          {t("create:invalid.some", { shown: formatCount(shown.length), all: formatCount(all) })}
        </p>
      )}
    </section>
  );
}
