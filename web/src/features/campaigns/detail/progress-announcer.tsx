/** Tells screen readers how a campaign goes: at every tenth part and at every change of state, not every second. */
import type { Campaign } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { progressShare } from "../campaign-progress";

export function ProgressAnnouncer({ campaign }: { campaign: Campaign }) {
  const tenths = Math.floor(progressShare(campaign) * 10);
  return (
    <p role="status" className="sr-only">
      {t("campaign:progress.announced", {
        status: t(`campaign:status.${campaign.status}`),
        percent: tenths * 10,
        n: formatCount(campaign.valid_contacts),
      })}
    </p>
  );
}
