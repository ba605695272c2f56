/** How far, how fast, how long. */
import type { Campaign } from "@/api/models";
import { formatCount, formatShare } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { CampaignBar } from "../campaign-bar";
import { progressShare } from "../campaign-progress";
import { CalmCount } from "./calm-count";
import { KeyFigures } from "./key-figures";

export function ProgressCard({ campaign }: { campaign: Campaign }) {
  return (
    <section aria-labelledby="progress" className="flex flex-col gap-6 panel p-5 sm:p-6">
      <div className="grid gap-4">
        <div className="flex items-end justify-between gap-4">
          <div>
            <h2 id="progress" className="text-sm font-medium text-muted">
              {t("campaign:progress.title")}
            </h2>
            <p className="mt-1 text-[2.5rem] leading-none font-semibold tracking-tight figures">
              {formatShare(progressShare(campaign))}
            </p>
          </div>
          <p className="text-right text-sm text-muted figures">
            <span className="text-base font-semibold text-foreground">
              <CalmCount value={campaign.total_processed} />
            </span>
            <br />
            {t("campaign:progress.of", {
              count: campaign.valid_contacts,
              n: formatCount(campaign.valid_contacts),
            })}
          </p>
        </div>
        <CampaignBar campaign={campaign} size="md" />
      </div>
      <KeyFigures campaign={campaign} />
    </section>
  );
}
