/** What the page works out from a campaign's totals and times. */
import type { Campaign } from "@/api/models";

const DAY_MS = 24 * 60 * 60_000;

export function leftToSend({
  valid_contacts,
  total_processed,
}: Pick<Campaign, "valid_contacts" | "total_processed">) {
  return Math.max(0, valid_contacts - total_processed);
}

/** Meta reports deliveries and reads for about a day after the last message. */
export function mayStillChange({ started_at, finished_at }: Campaign, now: Date): boolean {
  if (started_at === null) return false;
  return finished_at === null || now.getTime() - new Date(finished_at).getTime() < DAY_MS;
}

export function hasBegun({ started_at }: Campaign): boolean {
  return started_at !== null;
}
