/** Campaigns as cards, for phones and for short lists: name and state, progress, and the figures that matter. */
import { memo } from "react";
import type { Campaign } from "@/api/models";
import { formatShare } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { StatusBadge } from "../status-badge";
import { campaignMoment } from "./campaign-moment";
import { CampaignProgressCell } from "./campaign-progress-cell";
import { CampaignLink, CampaignTrouble } from "./campaign-words";
import { useWindowRows } from "./use-window-rows";

const CARD_HEIGHT = 132;

export function CampaignList({ campaigns }: { campaigns: Campaign[] }) {
  const { start, items, measure, above, below } = useWindowRows(
    campaigns.length,
    CARD_HEIGHT,
    (index) => campaigns[index]?.id ?? index,
  );
  return (
    <div ref={start} className="@container overflow-hidden panel">
      <ul className="divide-y divide-separator" style={{ paddingTop: above, paddingBottom: below }}>
        {items.map(({ index, key }) => (
          <li
            key={key}
            data-index={index}
            ref={measure}
            aria-setsize={campaigns.length}
            aria-posinset={index + 1}
          >
            {campaigns[index] && <CampaignCard campaign={campaigns[index]} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Drawn anew only when its own figures have changed: the query keeps what is equal. */
const CampaignCard = memo(function CampaignCard({ campaign }: { campaign: Campaign }) {
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
