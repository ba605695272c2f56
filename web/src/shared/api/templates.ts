/** Templates: one page at a time for lists, all of one number for a choice. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { allPages } from "./all-pages";

export interface TemplateFilters {
  number_id?: number;
  category?: string;
  status?: string;
  quarantined?: boolean;
  q?: string;
}

/** The start of every template key: what a sync makes stale. */
export const templatesKey = ["templates"] as const;

export function templatesQuery(filters: TemplateFilters) {
  return infiniteQueryOptions({
    queryKey: [...templatesKey, "list", filters],
    queryFn: ({ pageParam, signal }) => loadPage({ ...filters, limit: 50 }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function templatesOfNumberQuery(numberId: number) {
  return queryOptions({
    queryKey: [...templatesKey, "of-number", numberId],
    queryFn: ({ signal }) =>
      allPages((cursor) => loadPage({ number_id: numberId, limit: 100 }, cursor, signal)),
  });
}

function loadPage(
  query: TemplateFilters & { limit: number },
  cursor: string | undefined,
  signal: AbortSignal,
) {
  return unwrap(api.GET("/api/templates", { params: { query: { ...query, cursor } }, signal }));
}
