/** The messages of one conversation, newest first, page by page, each page with the conversation's head. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { inboxKey, inboxPollMs } from "./inbox-key";

export function threadQuery(conversationId: string) {
  return infiniteQueryOptions({
    queryKey: [...inboxKey, "thread", conversationId],
    queryFn: ({ pageParam: cursor, signal }) =>
      unwrap(
        api.GET("/api/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id: conversationId }, query: { limit: 50, cursor } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => inboxPollMs(state.data?.pages.length ?? 0),
  });
}
