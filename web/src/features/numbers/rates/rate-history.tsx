/** How a number's rate came to be what it is: the chart, and every change with its reason. */
import { Skeleton } from "@heroui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import type { RateChange } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";
import { LoadMore } from "@/shared/ui/load-more";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { rateChangesQuery } from "../api/rate-changes-query";
import { RateChart, ReasonMark } from "./rate-chart";
import { RATE_REASONS } from "./rate-reasons";

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
        aria-label={`Changes of ${name}’s rate`}
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
      No change yet. The rate starts at 60/s and rises by 10 % after 5 minutes of sending with under 1 %
      errors, up to Meta’s limit. When Meta throttles three messages in a row it falls by 20 %, and each day
      begins at 90 % of the rate before.
    </p>
  );
}

function ChangeTable({ changes, name }: { changes: RateChange[]; name: string }) {
  return (
    <table className="w-full text-left text-sm figures">
      <caption className="sr-only">Changes of {name}’s rate, newest first</caption>
      <thead className="sticky top-0 bg-surface-secondary text-muted">
        <tr>
          <th scope="col" className="hidden px-3 py-2 font-medium sm:table-cell">
            When
          </th>
          <th scope="col" className="px-3 py-2 font-medium">
            Rate
          </th>
          <th scope="col" className="px-3 py-2 font-medium">
            Why
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
        <span className="sr-only">to</span> {formatCount(to_rate)}
      </td>
      <td className="px-3 py-2">
        <span className="flex items-center gap-1.5 font-medium">
          <ReasonMark reason={reason} /> {RATE_REASONS[reason].label}
        </span>
        <span className="text-muted">{details}</span>
        <span className="block text-muted sm:hidden">{formatIst(changed_at)}</span>
      </td>
    </tr>
  );
}
