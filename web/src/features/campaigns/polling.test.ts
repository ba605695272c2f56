import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { Campaign } from "@/api/models";
import { contact, firstCampaigns } from "../../../tests/fake-api/campaigns";
import { campaignQuery } from "./api/campaign-query";
import { contactsQuery } from "./api/contacts-query";

interface Polled {
  queryKey: readonly unknown[];
  refetchInterval?: unknown;
}

/** How long a query waits after it got this answer. */
function wait({ queryKey, refetchInterval }: Polled, answer: unknown): unknown {
  const client = new QueryClient();
  client.setQueryData(queryKey, answer);
  if (typeof refetchInterval !== "function") throw new Error("the query has no interval");
  return (refetchInterval as (query: unknown) => unknown)(client.getQueryCache().find({ queryKey }));
}

function campaignThatIs(status: string): Campaign {
  const found = firstCampaigns().find((each) => each.status === status);
  if (!found) throw new Error(`no campaign is ${status}`);
  return found;
}

test.each([
  ["running", 2_000],
  ["queued", 2_000],
  ["stopped", 30_000],
  ["completed", 30_000],
  ["scheduled", 30_000],
])("a %s campaign is asked for every %d ms", (status, interval) => {
  const campaign = campaignThatIs(status);
  expect(wait(campaignQuery(campaign.id), campaign)).toBe(interval);
});

test("the contacts follow a running campaign, until many pages are loaded", () => {
  const page = { items: [contact(1)], next_cursor: "1" };
  const pages = (count: number) => ({ pages: Array.from({ length: count }, () => page), pageParams: [] });
  const running = contactsQuery(campaignThatIs("running"), {});
  expect(wait(running, pages(1))).toBe(4_000);
  expect(wait(running, pages(4))).toBe(false);
  expect(wait(contactsQuery(campaignThatIs("completed"), {}), pages(1))).toBe(30_000);
});
