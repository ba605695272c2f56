/** The moment that says most about a campaign in its present state. */
import type { Campaign } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";

export function campaignMoment(campaign: Campaign): string {
  const { status, scheduled_at, started_at, finished_at, created_at } = campaign;
  if (status === "scheduled" && scheduled_at) {
    return t("campaigns:moment.starts", { at: formatIst(scheduled_at) });
  }
  if (finished_at) return t("campaigns:moment.finished", { at: formatIst(finished_at) });
  if (started_at) return t("campaigns:moment.started", { at: formatIst(started_at) });
  return t("campaigns:moment.created", { at: formatIst(created_at) });
}
