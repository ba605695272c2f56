import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { firstCampaigns } from "../../../tests/fake-api/campaigns";
import { campaignQuery } from "./api/campaign-query";

/** How long the query waits after it got this campaign. */
function wait(status: string) {
  const campaign = firstCampaigns().find((each) => each.status === status);
  const client = new QueryClient();
  const options = campaignQuery(campaign?.id ?? 0);
  client.setQueryData(options.queryKey, campaign);
  const query = client.getQueryCache().find<NonNullable<typeof campaign>>({ queryKey: options.queryKey });
  if (!query || typeof options.refetchInterval !== "function") throw new Error("the query has no interval");
  return options.refetchInterval(query as never);
}

test.each([
  ["running", 2_000],
  ["queued", 2_000],
  ["stopped", 30_000],
  ["completed", 30_000],
  ["scheduled", 30_000],
])("a %s campaign is asked for every %d ms", (status, interval) => {
  expect(wait(status)).toBe(interval);
});
