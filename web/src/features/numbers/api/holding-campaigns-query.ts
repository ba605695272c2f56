/** The campaigns of a number that run, wait or are scheduled: while there is one, the number stays. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

const HOLDING = ["running", "queued", "scheduled"] as const;

export function holdingCampaignsQuery(number_id: number) {
  return queryOptions({
    queryKey: ["campaigns", "holding", number_id],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        HOLDING.map((status) =>
          unwrap(api.GET("/api/campaigns", { params: { query: { number_id, status, limit: 5 } }, signal })),
        ),
      );
      return pages.flatMap(({ items }, index) =>
        items.map(({ id, name }) => ({ id, name, status: HOLDING[index] ?? "queued" })),
      );
    },
  });
}
