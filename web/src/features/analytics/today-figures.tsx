/** What all numbers did today, beside yesterday. */
import { Skeleton } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import type { Totals } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { summaryQuery } from "./api/summary-query";

const FIGURES = [
  { key: "sent", label: "Sent" },
  { key: "delivered", label: "Delivered" },
  { key: "read", label: "Read" },
  { key: "failed", label: "Failed" },
  { key: "received", label: "Received" },
] as const;

export function TodayFigures() {
  const query = useQuery(summaryQuery);
  return (
    <section aria-labelledby="today" className="mb-8 grid gap-4 panel p-5 sm:p-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="today" className="text-[1.0625rem] font-semibold">
          Today <span className="text-sm font-normal text-muted">in India, all numbers</span>
        </h2>
        <p className="text-xs text-muted">Delivery stats may take up to 24 hours to fully update.</p>
      </div>
      {query.isPending && <Skeleton className="h-14 rounded-xl" />}
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
      {FIGURES.map(({ key, label }) => (
        <div key={key}>
          <dt className="text-sm text-muted">{label}</dt>
          <dd>
            <span
              className={`text-2xl font-semibold tracking-tight ${key === "failed" && today.failed > 0 ? "text-danger" : ""}`}
            >
              {formatCount(today[key])}
            </span>
            <span className="block text-xs text-muted">yesterday {formatCount(yesterday[key])}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
