/** The dry run in four figures. */
import type { Report } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { formatCount, formatSpeed } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";

export function ReportFigures({ report, fileName }: { report: Report; fileName: string }) {
  return (
    <section aria-labelledby="report" className="panel p-5 sm:p-6">
      <h2 id="report" className="text-[1.0625rem] font-semibold wrap-anywhere">
        {t("create:report.title", {
          file: fileName,
          count: report.total_rows,
          n: formatCount(report.total_rows),
        })}
      </h2>
      <dl className="mt-5 grid grid-cols-2 gap-x-6 gap-y-5 figures sm:grid-cols-4">
        <Figure label={t("create:report.valid")} value={formatCount(report.valid_rows)} tone="text-success" />
        <Figure
          label={t("create:report.invalid")}
          value={formatCount(report.invalid_rows)}
          tone={report.invalid_rows > 0 ? "text-danger" : ""}
        />
        <Figure label={t("create:report.duplicates")} value={formatCount(report.duplicate_rows)} />
        <Figure
          label={t("create:report.atSpeed", { speed: formatSpeed(report.rate_per_sec) })}
          value={formatDuration(report.estimated_seconds)}
        />
      </dl>
    </section>
  );
}

function Figure({ label, value, tone = "" }: { label: string; value: string; tone?: string }) {
  return (
    <div className="grid content-start gap-0.5">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className={`text-2xl font-semibold tracking-tight ${tone}`}>{value}</dd>
    </div>
  );
}
