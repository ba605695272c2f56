/**
 * What a change of a campaign's row does to what is on the screen. Totals are set at once, once a second; what the row does not
 * tell (what it waits for, the average speed, batches, contacts) is asked for when its status changes, else 15 s later.
 */
import type { InfiniteData, Query, QueryClient } from "@tanstack/react-query";
import type { Campaign } from "@/api/models";
import type { LiveChange } from "@/shared/realtime/change";
import { postponed, throttled } from "@/shared/realtime/throttled";
import { campaignsKey } from "./api/campaigns-key";

const BURST_MS = 1_000;
const DETAILS_MS = 15_000;

/** Of a list with more pages loaded than this, all would be asked for anew each time. */
const MOST_PAGES = 3;

type Row = LiveChange["row"];
type Pages<T> = InfiniteData<{ items: T[] }>;

export function followCampaigns(queryClient: QueryClient) {
  const reload = () => void queryClient.invalidateQueries({ queryKey: campaignsKey, predicate: isCheap });
  const soon = throttled(BURST_MS, reload);
  const later = postponed(DETAILS_MS, reload);
  return {
    apply: ({ type, id, row }: LiveChange) => {
      const hasMoved = type !== "UPDATE" || patch(queryClient, id, row);
      (hasMoved ? soon : later)();
    },
    stop: () => {
      soon.cancel();
      later.cancel();
    },
  };
}

function isCheap({ state }: Query): boolean {
  return ((state.data as Partial<Pages<unknown>> | undefined)?.pages?.length ?? 0) <= MOST_PAGES;
}

/** Writes the row into every copy of its campaign; true if one of them must be asked for anew right away. */
function patch(queryClient: QueryClient, id: number, row: Row): boolean {
  let hasMoved = false;
  const patched = (campaign: Campaign) => {
    if (campaign.id !== id) return campaign;
    hasMoved ||= campaign.status !== row.status || campaign.status_reason !== row.status_reason;
    return withRow(campaign, row);
  };
  queryClient.setQueryData<Campaign>([...campaignsKey, "one", id], (one) => one && patched(one));
  queryClient.setQueriesData<Pages<Campaign>>(
    { queryKey: [...campaignsKey, "list"] },
    (list) =>
      list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(patched) })) },
  );
  return hasMoved;
}

/** The same definitions as the server's `figures.py`. */
function withRow(campaign: Campaign, row: Row): Campaign {
  const total = (name: string) => Number(row[name] ?? 0);
  const [sent, delivered, read] = [total("total_sent"), total("total_delivered"), total("total_read")];
  return {
    ...campaign,
    total_sent: sent,
    total_delivered: delivered,
    total_read: read,
    total_failed: total("total_failed"),
    total_processed: sent + total("total_refused"),
    delivery_rate: share(delivered, sent),
    read_rate: share(read, delivered),
  };
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? Math.min(1, Math.round((part / whole) * 10_000) / 10_000) : null;
}
