/** The campaigns of a number that run, wait or are scheduled: while there is one, the number stays. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

const HOLDING = ["running", "queued", "scheduled"] as const;

export function holdingCampaignsQuery(number_id: number) {
  return queryOptions({
    queryKey: ["campaigns", "holding", number_id],
    queryFn: async ({ signal }) => {
      const query = { number_id, status: [...HOLDING], limit: 15 };
      const page = await unwrap(api.GET("/api/campaigns", { params: { query }, signal }));
      return page.items.map(({ id, name, status }) => ({
        id,
        name,
        status: HOLDING.find((each) => each === status) ?? "queued",
      }));
    },
  });
}
