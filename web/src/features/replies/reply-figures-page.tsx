/** How the AI does: what customers wrote, what was answered, what was not and why, and what it took. */
import { useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import type { ReplyDay } from "@/api/models";
import { useNow } from "@/shared/hooks/use-now";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { t } from "@/shared/i18n/i18n";
import { EmptyState } from "@/shared/ui/empty-state";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { SelectInput } from "@/shared/ui/select-input";
import { replyDaysQuery } from "./api/reply-days-query";
import { lastDays, rangeFilter, RANGES } from "./day-range";
import { addUp } from "./figures";
import { ReplyChart } from "./reply-chart";
import { ReplySummary, SkipReasons } from "./reply-summary";
import { ReplyTable } from "./reply-table";

const USUAL = "30";

export function ReplyFiguresPage() {
  const [{ days = USUAL }, setFilters] = useUrlFilters(rangeFilter);
  const { from, to } = lastDays(Number(days), useNow());
  const query = useQuery(replyDaysQuery(from, to));
  return (
    <>
      <PageHeader
        title={t("replies:title")}
        back={{ to: "/inbox", label: t("replies:back") }}
        description={t("replies:description")}
        actions={
          <SelectInput
            label={t("replies:range.label")}
            hideLabel
            value={days}
            onChange={(id) => setFilters({ days: id === USUAL ? undefined : (id as typeof days) })}
            options={RANGES.map((id) => ({ id, label: t("replies:range.last", { n: id }) }))}
            className="min-w-40"
          />
        }
      />
      {query.isPending && <RowsSkeleton label={t("replies:loading")} />}
      {query.error && !query.data && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && <Figures days={query.data} />}
    </>
  );
}

function Figures({ days }: { days: ReplyDay[] }) {
  const totals = addUp(days);
  if (totals.inbound === 0) {
    return (
      <EmptyState icon={ChartColumn} title={t("replies:empty.title")}>
        {t("replies:empty.body")}
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-5 sm:gap-6">
      <ReplySummary totals={totals} />
      <section aria-labelledby="by-day" className="overflow-hidden panel">
        <div className="grid gap-4 p-5 sm:p-6">
          <h2 id="by-day" className="text-[1.0625rem] font-semibold">
            {t("replies:byDay")}
          </h2>
          <ReplyChart days={days} />
        </div>
        <ReplyTable days={days} />
      </section>
      <SkipReasons reasons={totals.reasons} />
    </div>
  );
}
