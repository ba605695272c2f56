/** How the last sync of each account went, failures first: one account's trouble hides no other's result. */
import { Skeleton } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import type { SyncResult } from "@/api/models";
import { newestSyncs, RUNNING_POLL_MS, templateSyncsQuery, type Sync } from "@/shared/api/template-syncs";
import { formatCount } from "@/shared/format/number";
import { formatIstTime } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { useNow } from "@/shared/hooks/use-now";
import { Fold } from "@/shared/ui/fold";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { SyncLine } from "@/shared/ui/sync-line";
import { nextSync } from "./next-sync";

/** More accounts than this fold away while all is well with them. */
const SHOWN = 3;

interface SyncPanelProps {
  /** What a sync of all accounts answered, if one was asked for on this page. */
  answers: SyncResult[];
  isSyncing: boolean;
}

export function SyncPanel({ answers, isSyncing }: SyncPanelProps) {
  const query = useQuery({
    ...templateSyncsQuery,
    ...(isSyncing && { refetchInterval: RUNNING_POLL_MS }),
  });
  const now = useNow();
  if (query.isPending) return <Skeleton className="h-[8.5rem] rounded-2xl md:h-28" />;
  if (query.error && !query.data && answers.length === 0) {
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  }
  const syncs = newestSyncs(query.data ?? [], answers);
  return (
    <section aria-labelledby="syncs" className="grid gap-3 panel px-5 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="syncs" className="font-semibold">
          {t("templates:sync.last")}
        </h2>
        <p className="text-sm text-muted figures">
          {t("templates:sync.next", { time: formatIstTime(nextSync(now).toISOString()) })}
        </p>
      </div>
      <SyncLists syncs={syncs} />
    </section>
  );
}

function SyncLists({ syncs }: { syncs: Sync[] }) {
  if (syncs.length === 0) return <p className="text-sm text-muted">{t("templates:sync.never")}</p>;
  const wanting = syncs.filter(({ error, finished_at }) => error !== null || finished_at === null);
  const fine = syncs.filter((sync) => !wanting.includes(sync));
  if (fine.length <= SHOWN) return <SyncList syncs={[...wanting, ...fine]} />;
  return (
    <div className="grid gap-2">
      <SyncList syncs={wanting} />
      <Fold summary={t("templates:sync.fine", { count: fine.length, n: formatCount(fine.length) })}>
        <SyncList syncs={fine} />
      </Fold>
    </div>
  );
}

function SyncList({ syncs }: { syncs: Sync[] }) {
  return (
    <ul className="grid gap-3 empty:hidden md:grid-cols-2">
      {syncs.map((sync) => (
        <li key={sync.waba_id}>
          <SyncLine sync={sync} />
        </li>
      ))}
    </ul>
  );
}
