/** /api/conversations of the fake API. */
import type { Conversation } from "../../src/api/models.ts";
import { json, page, problem, type Route } from "./route.ts";

function isWanted({ customer, number, last_message_at }: Conversation, query: URLSearchParams): boolean {
  const sought = (query.get("q") ?? "").toLowerCase();
  const names = [customer.phone, customer.name?.toLowerCase(), customer.username];
  const day = last_message_at.slice(0, 10);
  return (
    names.some((name) => name?.includes(sought)) &&
    (!query.get("number_id") || query.get("number_id") === String(number.id)) &&
    (query.get("from") ?? "") <= day &&
    day <= (query.get("to") ?? "9999")
  );
}

export const inboxRoutes: Route[] = [
  {
    method: "GET",
    path: /^\/api\/conversations$/,
    run: ({ url, state }) =>
      page(
        state.threads
          .map(({ conversation }) => conversation)
          .filter((conversation) => isWanted(conversation, url.searchParams)),
        url,
      ),
  },
  {
    method: "GET",
    path: /^\/api\/conversations\/([\d-]+)\/messages$/,
    run: async ({ url, state }) => {
      const id = url.pathname.split("/")[3];
      const thread = state.threads.find(({ conversation }) => conversation.id === id);
      if (!thread) {
        return problem(
          404,
          "conversation_not_found",
          "The conversation was not found",
          `There is no conversation ${id}.`,
          null,
        );
      }
      const { items, next_cursor } = (await page(thread.messages, url).json()) as {
        items: unknown[];
        next_cursor: string | null;
      };
      const { conversation, older_deleted } = thread;
      return json({ conversation, items, next_cursor, older_deleted: older_deleted && next_cursor === null });
    },
  },
  {
    method: "GET",
    path: /^\/api\/contacts\/(\d+)\/export$/,
    run: ({ id }) => json({ customer: { id } }),
  },
  {
    method: "POST",
    path: /^\/api\/contacts\/(\d+)\/erase$/,
    run: ({ id, state }) => {
      const gone = state.threads.filter(({ conversation }) => conversation.customer.id === id);
      state.threads = state.threads.filter((thread) => !gone.includes(thread));
      return json({
        contact_id: id,
        erased_at: "2026-11-24T04:30:00Z",
        messages: gone.reduce((sum, { messages }) => sum + messages.length, 0),
        campaign_rows: 1,
        dropped: 0,
        raw_events_swept: false,
      });
    },
  },
];
