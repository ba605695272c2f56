/** The conversation list's filters as they stand in the address, and what they mean for the API. */
import * as z from "zod";
import type { ConversationFilters } from "../api/conversations-query";

const day = z.iso.date().optional().catch(undefined);

export const inboxFilters = z.object({
  q: z.string().optional().catch(undefined),
  number: z.string().regex(/^\d+$/).optional().catch(undefined),
  from: day,
  to: day,
});

type UrlFilters = z.infer<typeof inboxFilters>;

export function toQuery({ number, ...rest }: UrlFilters): ConversationFilters {
  return { ...rest, number_id: number === undefined ? undefined : Number(number) };
}

/** How many filters besides the search narrow the list. */
export function countFilters({ number, from, to }: UrlFilters): number {
  return [number, from ?? to].filter(Boolean).length;
}
