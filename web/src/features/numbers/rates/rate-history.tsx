/** How a number's rate came to be what it is: the chart, and every change with its reason. */
import { Skeleton } from "@heroui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import type { RateChange } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { LoadMore } from "@/shared/ui/load-more";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { rateChangesQuery } from "../api/rate-changes-query";
import { RateChart, ReasonMark } from "./rate-chart";
import { rateDetails } from "./rate-details";

export function RateHistory({ numberId, name }: { numberId: number; name: string }) {
  const query = useInfiniteQuery(rateChangesQuery(numberId));
  if (query.isPending) return <Skeleton className="h-44 rounded-xl" />;
  if (query.error) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  const changes = query.data.pages.flatMap((page) => page.items);
  if (changes.length === 0) return <NothingYet />;
  return (
    <div className="grid gap-4">
      <RateChart changes={changes} />
      <div
        role="region"
        aria-label={t("numbers:rate.changes", { name })}
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-lg border focus-visible:outline-2 focus-visible:outline-focus"
      >
        <ChangeTable changes={changes} name={name} />
        <LoadMore query={query} />
      </div>
    </div>
  );
}

function NothingYet() {
  return (
    <p className="rounded-lg bg-surface-secondary px-4 py-3 text-sm text-muted">
      {t("numbers:rate.nothing")}
    </p>
  );
}

function ChangeTable({ changes, name }: { changes: RateChange[]; name: string }) {
  return (
    <table className="w-full text-left text-sm figures">
      <caption className="sr-only">{t("numbers:rate.caption", { name })}</caption>
      <thead className="sticky top-0 bg-surface-secondary text-muted">
        <tr>
          <th scope="col" className="hidden px-3 py-2 font-medium sm:table-cell">
            {t("numbers:rate.when")}
          </th>
          <th scope="col" className="px-3 py-2 font-medium">
            {t("numbers:rate.rate")}
          </th>
          <th scope="col" className="px-3 py-2 font-medium">
            {t("numbers:rate.why")}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-separator">
        {changes.map((change) => (
          <ChangeRow key={change.id} change={change} />
        ))}
      </tbody>
    </table>
  );
}

function ChangeRow({ change: { changed_at, from_rate, to_rate, reason, details } }: { change: RateChange }) {
  return (
    <tr className="align-top">
      <td className="hidden px-3 py-2 text-muted sm:table-cell">{formatIst(changed_at)}</td>
      <td className="px-3 py-2 font-medium whitespace-nowrap">
        {formatCount(from_rate)} <ArrowRight aria-hidden="true" className="inline size-3.5 text-muted" />
        <span className="sr-only">{t("numbers:rate.to")}</span> {formatCount(to_rate)}
      </td>
      <td className="px-3 py-2">
        <span className="flex items-center gap-1.5 font-medium">
          <ReasonMark reason={reason} /> {t(`numbers:rate.reason.${reason}`)}
        </span>
        <span className="text-muted">{rateDetails(details)}</span>
        <span className="block text-muted sm:hidden">{formatIst(changed_at)}</span>
      </td>
    </tr>
  );
}
