/** The list's filters and its order as they stand in the address: `?q=diwali&status=running,queued&sort=name.asc`. */
import * as z from "zod";
import type { CampaignSort, CampaignStatus } from "@/api/models";
import type { CampaignFilters } from "../api/campaigns-query";
import { CAMPAIGN_STATUSES } from "../campaign-status";

export const SORTS = [
  "created_at.desc",
  "created_at.asc",
  "name.asc",
  "name.desc",
  "valid_contacts.desc",
  "valid_contacts.asc",
  "delivery_rate.desc",
  "delivery_rate.asc",
  "scheduled_at.asc",
  "scheduled_at.desc",
] as const;
export type SortId = (typeof SORTS)[number];
export const NEWEST_FIRST: SortId = "created_at.desc";

export const campaignFilters = z.object({
  status: z
    .string()
    .transform((text) => statusesIn(text).join(",") || undefined)
    .optional()
    .catch(undefined),
  number: z.string().regex(/^\d+$/).optional().catch(undefined),
  q: z.string().optional().catch(undefined),
  sort: z.enum(SORTS).optional().catch(undefined),
});
export type ListAddress = z.infer<typeof campaignFilters>;

export function statusesIn(text: string | undefined): CampaignStatus[] {
  const named = (text ?? "").split(",");
  return CAMPAIGN_STATUSES.filter((status) => named.includes(status));
}

/** What the API is asked for. */
export function asQuery({ status, number, q, sort = NEWEST_FIRST }: ListAddress): CampaignFilters {
  const [by, order] = sort.split(".") as [CampaignSort, "asc" | "desc"];
  const statuses = statusesIn(status);
  return {
    q,
    number_id: number ? Number(number) : undefined,
    status: statuses.length > 0 ? statuses : undefined,
    sort: by,
    order,
  };
}

/** Whether something is left out; an order alone leaves nothing out. */
export function isFiltered({ status, number, q }: ListAddress): boolean {
  return [status, number, q].some(Boolean);
}

/** A column's head was pressed: first its usual order, then the other way round. */
export function nextSort(current: SortId, column: CampaignSort): SortId {
  const orders = SORTS.filter((sort) => sort.startsWith(`${column}.`));
  return orders.find((sort) => sort !== current) ?? NEWEST_FIRST;
}

/** The usual order needs no word in the address. */
export function orderIn(sort: string): SortId | undefined {
  return SORTS.find((known) => known === sort && known !== NEWEST_FIRST);
}
