/** Tells screen readers how a campaign goes: at every tenth part and at every change of state, not every two seconds. */
import type { Campaign } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { progressShare } from "../campaign-progress";
import { STATUS_LOOK } from "../campaign-status";

export function ProgressAnnouncer({ campaign }: { campaign: Campaign }) {
  const tenths = Math.floor(progressShare(campaign) * 10);
  const { label } = STATUS_LOOK[campaign.status];
  return (
    <p role="status" className="sr-only">
      {label}. {tenths * 10} percent of {formatCount(campaign.valid_contacts)} contacts done.
    </p>
  );
}
