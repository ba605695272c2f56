import { expect, test } from "vitest";
import { firstCampaigns } from "../../../../tests/fake-api/campaigns";
import { leftToSend, mayStillChange } from "./figures";

const [running] = firstCampaigns();
if (!running) throw new Error("no campaign");
const done = { ...running, finished_at: "2026-11-23T10:00:00Z" };

test("Meta's reports come for a day after the end", () => {
  expect(mayStillChange(running, new Date("2026-12-24"))).toBe(true);
  expect(mayStillChange(done, new Date("2026-11-24T09:59:00Z"))).toBe(true);
  expect(mayStillChange(done, new Date("2026-11-24T10:00:00Z"))).toBe(false);
  expect(mayStillChange({ ...running, started_at: null }, new Date("2026-11-24"))).toBe(false);
});

test("what is left is never less than nothing", () => {
  expect(leftToSend({ valid_contacts: 10, total_processed: 4 })).toBe(6);
  expect(leftToSend({ valid_contacts: 10, total_processed: 11 })).toBe(0);
});
