/** The figures a campaign's page works out from its totals. Sent includes what was later delivered and read. */
import type { Campaign } from "@/api/models";
import { t } from "@/shared/i18n/i18n";

type Totals = Pick<
  Campaign,
  "valid_contacts" | "total_sent" | "total_delivered" | "total_read" | "total_failed" | "total_processed"
>;

/** 0 to 1; 0 for a campaign without contacts. */
export function progressShare(totals: Totals): number {
  return share(totals.total_processed, totals.valid_contacts) ?? 0;
}

/** Messages that WhatsApp took and could not deliver: they count as sent and as failed. */
export function failedAfterSending({ total_sent, total_failed, total_processed }: Totals): number {
  return total_failed - (total_processed - total_sent);
}

/** Seconds until the last message leaves at this speed; null when nothing can be said. */
export function secondsLeft(totals: Totals, perSecond: number | null): number | null {
  const left = totals.valid_contacts - totals.total_processed;
  if (perSecond === null || perSecond <= 0) return null;
  return left / perSecond;
}

export interface FunnelStage {
  key: "sent" | "delivered" | "read";
  label: string;
  count: number;
  /** Of all valid contacts: the bar's length. */
  share: number;
  /** Of the stage before: the rate people compare. */
  rate: number | null;
}

export function funnel(campaign: Totals): FunnelStage[] {
  const { valid_contacts: all, total_sent: sent, total_delivered: delivered, total_read: read } = campaign;
  const stage = (key: FunnelStage["key"], count: number, before: number): FunnelStage => ({
    key,
    label: t(`campaigns:stage.${key}`),
    count,
    share: share(count, all) ?? 0,
    rate: share(count, before),
  });
  return [stage("sent", sent, all), stage("delivered", delivered, sent), stage("read", read, delivered)];
}

export function share(part: number, whole: number): number | null {
  return whole > 0 ? Math.min(1, part / whole) : null;
}
