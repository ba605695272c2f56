/** The conversations, the one with the newest message first, page by page. */
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { inboxKey, inboxPollMs } from "./inbox-key";

export interface ConversationFilters {
  q?: string;
  number_id?: number;
  /** Days in India, both included: "2026-11-24". */
  from?: string;
  to?: string;
}

export function conversationsQuery(filters: ConversationFilters) {
  return infiniteQueryOptions({
    queryKey: [...inboxKey, "list", filters],
    queryFn: ({ pageParam: cursor, signal }) =>
      unwrap(api.GET("/api/conversations", { params: { query: { ...filters, limit: 50, cursor } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    // While somebody types, the list changes once, from the old result to the new one.
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => inboxPollMs(state.data?.pages.length ?? 0),
  });
}
