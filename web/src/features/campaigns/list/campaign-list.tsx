/** Campaigns as rows: name and state, progress, and the figures that matter. */
import { Link } from "react-router";
import type { Campaign } from "@/api/models";
import { formatCount, formatShare } from "@/shared/format/number";
import { CampaignBar } from "../campaign-bar";
import { StatusBadge } from "../status-badge";
import { campaignMoment } from "./campaign-moment";

export function CampaignList({ campaigns }: { campaigns: Campaign[] }) {
  return (
    <ul className="@container divide-y divide-separator overflow-hidden panel">
      {campaigns.map((campaign) => (
        <CampaignRow key={campaign.id} campaign={campaign} />
      ))}
    </ul>
  );
}

function CampaignRow({ campaign }: { campaign: Campaign }) {
  return (
    <li className="relative grid gap-x-8 gap-y-3 px-4 py-4 transition-colors hover:bg-surface-secondary/60 sm:px-5 @3xl:grid-cols-[minmax(0,1fr)_17rem_9rem] @3xl:items-center">
      <div className="min-w-0">
        <div className="flex items-start justify-between gap-3 @3xl:justify-start">
          <Link
            to={`/campaigns/${campaign.id}`}
            className="truncate font-semibold after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-(--focus)"
          >
            {campaign.name}
          </Link>
          <StatusBadge status={campaign.status} />
        </div>
        <p className="mt-0.5 truncate text-sm text-muted">
          {campaign.number.display_name} · {campaignMoment(campaign)}
        </p>
        {campaign.waiting_for && <p className="mt-0.5 text-sm">{campaign.waiting_for}</p>}
        {campaign.status_reason && (
          <p className={`mt-0.5 line-clamp-2 text-sm ${campaign.status === "failed" ? "text-danger" : ""}`}>
            {campaign.status_reason}
          </p>
        )}
      </div>
      <div className="grid gap-1.5">
        <CampaignBar campaign={campaign} />
        <p className="text-sm text-muted figures">
          <span className="font-medium text-foreground">{formatCount(campaign.total_processed)}</span> of{" "}
          {formatCount(campaign.valid_contacts)}
          {campaign.total_failed > 0 && (
            <span className="text-danger"> · {formatCount(campaign.total_failed)} failed</span>
          )}
        </p>
      </div>
      <dl className="hidden grid-cols-2 gap-4 text-sm figures @3xl:grid">
        <Rate label="Delivered" value={formatShare(campaign.delivery_rate)} />
        <Rate label="Read" value={formatShare(campaign.read_rate)} />
      </dl>
    </li>
  );
}

function Rate({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}
