/** What the dashboard must know before anyone signs in: where Supabase is, the version, and whether this is the sandbox. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

export const sessionInfoQuery = queryOptions({
  queryKey: ["session-info"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/session", { signal })),
  staleTime: Infinity,
});
