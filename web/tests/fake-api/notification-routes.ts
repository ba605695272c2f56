/** /api/notifications of the fake API. */
import { json, type Route } from "./route.ts";

export const notificationRoutes: Route[] = [
  {
    method: "GET",
    path: /^\/api\/notifications$/,
    run: ({ url, state }) => {
      const before = Number(url.searchParams.get("before") ?? Infinity);
      const limit = Number(url.searchParams.get("limit") ?? 50);
      const older = state.notifications.filter(({ id }) => id < before);
      const items = older.slice(0, limit);
      const unread = state.notifications.filter(({ is_read }) => !is_read).length;
      return json({ items, next_cursor: older.length > limit ? String(items.at(-1)?.id) : null, unread });
    },
  },
  {
    method: "POST",
    path: /^\/api\/notifications\/read$/,
    run: async ({ request, state }) => {
      const { ids } = (await request.json()) as { ids: number[] | "all" };
      const meant = state.notifications.filter(
        ({ id, is_read }) => !is_read && (ids === "all" || ids.includes(id)),
      );
      for (const each of meant) each.is_read = true;
      return json({ updated: meant.length });
    },
  },
];
