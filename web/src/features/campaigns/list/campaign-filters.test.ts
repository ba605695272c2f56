import { expect, test } from "vitest";
import { asQuery, campaignFilters, isFiltered, nextSort } from "./campaign-filters";

const read = (search: string) => campaignFilters.parse(Object.fromEntries(new URLSearchParams(search)));

test("an address becomes what the API is asked for", () => {
  expect(asQuery(read("q=diwali&status=running,queued&number=3&sort=delivery_rate.asc"))).toEqual({
    q: "diwali",
    status: ["running", "queued"],
    number_id: 3,
    sort: "delivery_rate",
    order: "asc",
  });
  expect(asQuery(read(""))).toMatchObject({ status: undefined, sort: "created_at", order: "desc" });
});

test("what an address names wrongly is left out, the rest holds", () => {
  expect(read("status=exploded,running&number=abc&sort=luck.desc&q=x")).toEqual({
    status: "running",
    q: "x",
  });
  expect(isFiltered(read("status=exploded&sort=name.asc"))).toBe(false);
});

test("a column is first sorted its usual way, then the other", () => {
  expect(nextSort("created_at.desc", "valid_contacts")).toBe("valid_contacts.desc");
  expect(nextSort("valid_contacts.desc", "valid_contacts")).toBe("valid_contacts.asc");
  expect(nextSort("valid_contacts.asc", "valid_contacts")).toBe("valid_contacts.desc");
  expect(nextSort("valid_contacts.asc", "name")).toBe("name.asc");
});
