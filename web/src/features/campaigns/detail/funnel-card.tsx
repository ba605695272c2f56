/** From sent to read as a narrowing picture, with the failures beside it. */
import { CircleX, Clock } from "lucide-react";
import type { Campaign } from "@/api/models";
import { formatCount, formatShare } from "@/shared/format/number";
import { funnel, share, type FunnelStage } from "../campaign-progress";

const STAGE_LOOK: Record<FunnelStage["key"], { bar: string; rate: string }> = {
  sent: { bar: "bg-accent/40", rate: "of contacts" },
  delivered: { bar: "bg-accent/70", rate: "of sent" },
  read: { bar: "bg-accent", rate: "of delivered" },
};

export function FunnelCard({ campaign }: { campaign: Campaign }) {
  const failedShare = share(campaign.total_failed, campaign.valid_contacts);
  return (
    <section aria-labelledby="outcome" className="flex flex-col gap-5 panel p-5 sm:p-6">
      <h2 id="outcome" className="text-sm font-medium text-muted">
        Outcome
      </h2>
      <dl className="grid gap-4 figures">
        {funnel(campaign).map((stage) => (
          <Stage key={stage.key} stage={stage} />
        ))}
      </dl>
      <p className="flex items-center gap-2.5 text-sm figures">
        <CircleX
          aria-hidden="true"
          className={`size-4 ${campaign.total_failed > 0 ? "text-danger" : "text-muted"}`}
        />
        <span>
          <strong className="font-semibold">{formatCount(campaign.total_failed)} failed</strong>{" "}
          <span className="text-muted">({formatShare(failedShare)} of contacts)</span>
        </span>
      </p>
      <p className="mt-auto flex items-start gap-2.5 border-t border-separator pt-4 text-sm text-muted">
        <Clock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        Delivery stats may take up to 24 hours to fully update.
      </p>
    </section>
  );
}

function Stage({ stage: { key, label, count, share: width, rate } }: { stage: FunnelStage }) {
  const look = STAGE_LOOK[key];
  return (
    <div className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-1.5">
      <dt className="font-semibold">{label}</dt>
      <dd className="flex items-baseline gap-2.5">
        <span className="text-sm text-muted">
          {formatShare(rate)} {look.rate}
        </span>
        <span className="min-w-20 text-right text-lg font-semibold tracking-tight">{formatCount(count)}</span>
      </dd>
      <dd aria-hidden="true" className="col-span-2 h-2.5 overflow-hidden rounded-full bg-default">
        <div
          className={`h-full rounded-full transition-[width] duration-700 ease-out motion-reduce:transition-none ${look.bar}`}
          style={{ width: `${width * 100}%` }}
        />
      </dd>
    </div>
  );
}
