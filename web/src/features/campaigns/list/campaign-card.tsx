/** One campaign as a card: name and state, progress, and the figures that matter. */
import { memo } from "react";
import type { Campaign } from "@/api/models";
import { formatShare } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { StatusBadge } from "../status-badge";
import { campaignMoment } from "./campaign-moment";
import { CampaignProgressCell } from "./campaign-progress-cell";
import { CampaignLink, CampaignTrouble } from "./campaign-words";

/** Drawn anew only when its own figures have changed: the query keeps what is equal. */
export const CampaignCard = memo(function CampaignCard({ campaign }: { campaign: Campaign }) {
  return (
    <div className="relative grid gap-x-8 gap-y-3 px-4 py-4 transition-colors hover:bg-surface-secondary/60 sm:px-5 @3xl:grid-cols-[minmax(0,1fr)_17rem_9rem] @3xl:items-center">
      <div className="min-w-0">
        <div className="flex items-start justify-between gap-3 @3xl:justify-start">
          <CampaignLink campaign={campaign} />
          <StatusBadge status={campaign.status} />
        </div>
        <p className="mt-0.5 truncate text-sm text-muted">
          {campaign.number.display_name} · {campaignMoment(campaign)}
        </p>
        <CampaignTrouble campaign={campaign} />
      </div>
      <CampaignProgressCell campaign={campaign} />
      <dl className="flex gap-5 text-sm figures @3xl:grid @3xl:grid-cols-2 @3xl:gap-4">
        <Rate label={t("campaigns:stage.delivered")} value={formatShare(campaign.delivery_rate)} />
        <Rate label={t("campaigns:stage.read")} value={formatShare(campaign.read_rate)} />
      </dl>
    </div>
  );
});

function Rate({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex items-baseline gap-1.5 @3xl:block">
      <dt className="text-muted @3xl:text-xs">{label}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}
