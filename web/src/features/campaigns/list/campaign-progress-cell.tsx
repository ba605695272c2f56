/** A campaign's bar with the figures under it. */
import type { Campaign } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { CampaignBar } from "../campaign-bar";

export function CampaignProgressCell({ campaign }: { campaign: Campaign }) {
  const { total_processed, valid_contacts, total_failed } = campaign;
  return (
    <div className="grid gap-1.5">
      <CampaignBar campaign={campaign} />
      <p className="text-sm text-muted figures">
        {t("campaigns:progress.of", {
          done: formatCount(total_processed),
          all: formatCount(valid_contacts),
        })}
        {total_failed > 0 && (
          <span className="whitespace-nowrap">
            <span aria-hidden="true"> · </span>
            <span className="text-danger">
              {t("campaigns:progress.failed", { count: total_failed, n: formatCount(total_failed) })}
            </span>
          </span>
        )}
      </p>
    </div>
  );
}
