/** How fast the campaign sent over its life, beside the rate its number was allowed: as a picture, in words and as a table. */
import { Skeleton } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import type { Campaign, PaceStretch } from "@/api/models";
import { formatSpeed } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { Fold } from "@/shared/ui/fold";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { paceQuery } from "../../api/pace-query";
import { PaceChart } from "./pace-chart";
import { speedOf } from "./pace-geometry";
import { PaceTable } from "./pace-table";
import { RateChanges } from "./rate-changes";

export function PaceCard({ campaign }: { campaign: Campaign }) {
  const query = useQuery(paceQuery(campaign.id));
  return (
    <section aria-labelledby="pace" className="grid grid-cols-[minmax(0,1fr)] gap-4 panel p-5 sm:p-6">
      <h2 id="pace" className="text-[1.0625rem] font-semibold">
        {t("campaign:pace.title")}
      </h2>
      {query.error && !query.data ? (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Pace campaign={campaign} stretches={query.data?.stretches} />
      )}
    </section>
  );
}

function Pace({ campaign, stretches }: { campaign: Campaign; stretches: PaceStretch[] | undefined }) {
  if (!stretches) return <Skeleton className="h-64 rounded-xl" />;
  if (stretches.length === 0) return <p className="text-sm text-muted">{t("campaign:pace.nothingYet")}</p>;
  return (
    <>
      <p className="text-sm text-muted figures">{summary(campaign, stretches)}</p>
      <PaceChart stretches={stretches} />
      <RateChanges changes={stretches.flatMap(({ rate_changes }) => rate_changes)} />
      <Fold summary={t("campaign:pace.asTable")}>
        <PaceTable stretches={stretches} />
      </Fold>
    </>
  );
}

function summary({ avg_send_speed }: Campaign, stretches: PaceStretch[]): string {
  const fastest = Math.max(...stretches.flatMap(({ points }) => points.map(speedOf)));
  const words = t("campaign:pace.summary", {
    fastest: formatSpeed(fastest),
    average: formatSpeed(avg_send_speed),
  });
  const count = stretches.length - 1;
  return count > 0 ? `${words} ${t("campaign:pace.paused", { count })}` : words;
}
