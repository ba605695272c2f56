/** All connected WhatsApp numbers; a few dozen at most, so always read whole. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { allPages } from "./all-pages";

export const numbersQuery = queryOptions({
  queryKey: ["numbers"],
  queryFn: ({ signal }) =>
    allPages((cursor) =>
      unwrap(api.GET("/api/numbers", { params: { query: { cursor, limit: 100 } }, signal })),
    ),
});
