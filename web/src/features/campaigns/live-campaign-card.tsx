/** A running or waiting campaign on the overview: enough to know whether to look closer. */
import { Link } from "react-router";
import type { Campaign } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { formatCount, formatShare, formatSpeed } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { CampaignBar } from "./campaign-bar";
import { progressShare, secondsLeft } from "./campaign-progress";
import { StatusBadge } from "./status-badge";
import { waitingText } from "./waiting-text";

export function LiveCampaignCard({ campaign }: { campaign: Campaign }) {
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)] gap-4 panel p-5 transition-colors hover:border-accent/50 sm:p-6">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <Link
            to={`/campaigns/${campaign.id}`}
            className="block truncate text-lg font-semibold after:absolute after:inset-0 after:rounded-[0.875rem] focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-(--focus)"
          >
            {campaign.name}
          </Link>
          <p className="truncate text-sm text-muted">{campaign.number.display_name}</p>
        </div>
        <StatusBadge status={campaign.status} />
      </div>
      <div className="grid gap-2">
        <div className="flex items-baseline justify-between gap-4 figures">
          <span className="text-2xl font-semibold tracking-tight">
            {formatShare(progressShare(campaign))}
          </span>
          <span className="text-sm text-muted">
            {t("campaigns:progress.of", {
              done: formatCount(campaign.total_processed),
              all: formatCount(campaign.valid_contacts),
            })}
          </span>
        </div>
        <CampaignBar campaign={campaign} size="md" />
      </div>
      <p className="text-sm text-muted figures">{pace(campaign)}</p>
    </li>
  );
}

function pace(campaign: Campaign): string {
  if (campaign.status === "queued") return waitingText(campaign) ?? t("campaigns:live.queued");
  const left = secondsLeft(campaign, campaign.avg_send_speed);
  if (left === null) return t("campaigns:live.starting");
  if (left < 1) return t("campaigns:live.last");
  return t("campaigns:live.pace", {
    speed: formatSpeed(campaign.avg_send_speed),
    left: formatDuration(left),
  });
}
