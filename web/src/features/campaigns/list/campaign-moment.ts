/** The moment that says most about a campaign in its present state. */
import type { Campaign } from "@/api/models";
import { formatIst } from "@/shared/format/time";

export function campaignMoment({
  status,
  scheduled_at,
  started_at,
  finished_at,
  created_at,
}: Campaign): string {
  if (status === "scheduled" && scheduled_at) return `starts ${formatIst(scheduled_at)}`;
  if (finished_at) return `finished ${formatIst(finished_at)}`;
  if (started_at) return `started ${formatIst(started_at)}`;
  return `created ${formatIst(created_at)}`;
}
