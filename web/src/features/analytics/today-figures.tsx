/** What all numbers did today, beside yesterday. */
import { useQuery } from "@tanstack/react-query";
import type { Totals } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { summaryQuery } from "./api/summary-query";

const FIGURES = ["sent", "delivered", "read", "failed", "received"] as const;

export function TodayFigures() {
  const query = useQuery(summaryQuery);
  return (
    <section aria-labelledby="today" className="grid gap-4 panel p-5 sm:p-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="today" className="text-[1.0625rem] font-semibold">
          {t("home:today.title")}{" "}
          <span className="text-sm font-normal text-muted">{t("home:today.scope")}</span>
        </h2>
        <p className="text-xs text-muted">{t("home:today.late")}</p>
      </div>
      {query.error && !query.data && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && <Figures today={query.data.today} yesterday={query.data.yesterday} />}
    </section>
  );
}

function Figures({ today, yesterday }: { today: Totals; yesterday: Totals }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-4 figures sm:grid-cols-5">
      {FIGURES.map((key) => (
        <div key={key}>
          <dt className="text-sm text-muted">{t(`home:figures.${key}`)}</dt>
          <dd>
            <span
              className={`text-2xl font-semibold tracking-tight ${key === "failed" && today.failed > 0 ? "text-danger" : ""}`}
            >
              {formatCount(today[key])}
            </span>
            <span className="block text-xs text-muted">
              {t("home:today.yesterday", { n: formatCount(yesterday[key]) })}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
