/** From sent to read as a narrowing picture, with the failures beside it. */
import { CircleX, Clock } from "lucide-react";
import type { Campaign } from "@/api/models";
import { formatCount, formatShare } from "@/shared/format/number";
import { useNow } from "@/shared/hooks/use-now";
import { t } from "@/shared/i18n/i18n";
import { funnel, share, type FunnelStage } from "../campaign-progress";
import { CalmCount } from "./calm-count";
import { mayStillChange } from "./figures";

const BARS: Record<FunnelStage["key"], string> = {
  sent: "bg-accent/40",
  delivered: "bg-accent/70",
  read: "bg-accent",
};

export function FunnelCard({ campaign }: { campaign: Campaign }) {
  return (
    <section aria-labelledby="outcome" className="flex flex-col gap-5 panel p-5 sm:p-6">
      <h2 id="outcome" className="text-sm font-medium text-muted">
        {t("campaign:funnel.title")}
      </h2>
      <dl className="grid gap-4 figures">
        {funnel(campaign).map((stage) => (
          <Stage key={stage.key} stage={stage} />
        ))}
      </dl>
      <Failed campaign={campaign} />
      <StatsNote campaign={campaign} />
    </section>
  );
}

function Failed({ campaign: { total_failed: count, valid_contacts } }: { campaign: Campaign }) {
  return (
    <p className="flex items-center gap-2.5 text-sm figures">
      <CircleX aria-hidden="true" className={`size-4 ${count > 0 ? "text-danger" : "text-muted"}`} />
      <span>
        <strong className="font-semibold">
          {t("campaign:funnel.failed", { count, n: formatCount(count) })}
        </strong>{" "}
        <span className="text-muted">
          {t("campaign:funnel.failedShare", { share: formatShare(share(count, valid_contacts)) })}
        </span>
      </span>
    </p>
  );
}

function StatsNote({ campaign }: { campaign: Campaign }) {
  const now = useNow();
  if (!mayStillChange(campaign, now)) return null;
  return (
    <p className="mt-auto flex items-start gap-2.5 border-t border-separator pt-4 text-sm text-muted">
      <Clock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {t("campaign:funnel.late")}
    </p>
  );
}

function Stage({ stage: { key, count, share: width, rate } }: { stage: FunnelStage }) {
  return (
    <div className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-1.5">
      <dt className="font-semibold">{t(`campaign:funnel.${key}`)}</dt>
      <dd className="flex items-baseline gap-2.5">
        <span className="text-sm text-muted">
          {t(`campaign:funnel.rate.${key}`, { share: formatShare(rate) })}
        </span>
        <span className="min-w-20 text-right text-lg font-semibold tracking-tight">
          <CalmCount value={count} />
        </span>
      </dd>
      <dd aria-hidden="true" className="col-span-2 h-2.5 overflow-hidden rounded-full bg-default">
        <div
          className={`h-full rounded-full transition-[width] duration-700 ease-out motion-reduce:transition-none ${BARS[key]}`}
          style={{ width: `${width * 100}%` }}
        />
      </dd>
    </div>
  );
}
