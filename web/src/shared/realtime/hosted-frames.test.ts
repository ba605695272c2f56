/** Frames in the form in which hosted Supabase Realtime sends them (vsn 2.0.0), through the real client, into our channel. */
import { createClient } from "@supabase/supabase-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { grant } from "../../../tests/fake-api/auth";
import { realtime } from "../../../tests/fake-realtime";
import type { LiveChange } from "./change";
import { LiveChannel } from "./live-channel";
import type { LiveState } from "./live-state";

const WAIT = { timeout: 5_000, interval: 5 };
/** Hosted Realtime names a binding by a hash. */
const CAMPAIGNS = 38_606_455;
const NOTIFICATIONS = 81_374_929;

const SUBSCRIBED = {
  channel: "dashboard",
  extension: "postgres_changes",
  message: "Subscribed to PostgreSQL",
  status: "ok",
};

const CAMPAIGN = {
  schema: "harkara",
  table: "campaigns",
  commit_timestamp: "2026-11-23T08:00:00.123Z",
  columns: [
    { name: "id", type: "int8" },
    { name: "name", type: "text" },
    { name: "status", type: "text" },
    { name: "total_sent", type: "int8" },
    { name: "running_seconds", type: "float8" },
    { name: "started_at", type: "timestamptz" },
  ],
  errors: null,
};

const RECORD = {
  id: 4,
  name: "दिवाली",
  status: "running",
  total_sent: 1200,
  running_seconds: 12.5,
  started_at: "2026-11-23T07:59:00+00:00",
};

let channel: LiveChannel;
let states: LiveState[];
let changes: LiveChange[];
let fresh: number;

beforeEach(async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout"] });
  localStorage.setItem("harkara-auth", JSON.stringify(grant()));
  [states, changes, fresh] = [[], [], 0];
  realtime.ids = [CAMPAIGNS, NOTIFICATIONS];
  realtime.answer = "joined";
  channel = new LiveChannel({
    client: createClient("http://localhost:3000", "sb_publishable_hosted", {
      auth: { storageKey: "harkara-auth" },
    }),
    onChange: (change) => changes.push(change),
    onFresh: () => (fresh += 1),
    onState: (state) => states.push(state),
  });
  channel.start();
  await vi.waitFor(() => expect(fresh).toBe(1), WAIT);
  realtime.say("system", SUBSCRIBED);
  await vi.waitFor(() => expect(states.at(-1)).toBe("live"), WAIT);
});

afterEach(() => {
  channel.stop();
  vi.useRealTimers();
});

const changesNumber = (count: number) => vi.waitFor(() => expect(changes).toHaveLength(count), WAIT);
const freshNumber = (count: number) => vi.waitFor(() => expect(fresh).toBe(count), WAIT);

test("an update brings the columns that the admin may see, and the old key", async () => {
  const data = { ...CAMPAIGN, type: "UPDATE", record: RECORD, old_record: { id: 4 } };
  realtime.say("postgres_changes", { ids: [CAMPAIGNS], data });
  await changesNumber(1);
  expect(changes).toEqual([{ table: "campaigns", type: "UPDATE", id: 4, row: RECORD }]);
});

test("values that come as texts are made what their column is", async () => {
  const record = { ...RECORD, id: "4", total_sent: "1200", running_seconds: "12.5" };
  realtime.say("postgres_changes", { ids: [CAMPAIGNS], data: { ...CAMPAIGN, type: "UPDATE", record } });
  await changesNumber(1);
  expect(changes[0]).toMatchObject({ id: 4, row: { total_sent: 1200, running_seconds: 12.5 } });
});

test("an insert has no old record, a delete has nothing but the key", async () => {
  const notification = {
    ...CAMPAIGN,
    table: "notifications",
    columns: [
      { name: "id", type: "int8" },
      { name: "is_read", type: "bool" },
    ],
  };
  const ids = [NOTIFICATIONS];
  const inserted = { ...notification, type: "INSERT", record: { id: 9, is_read: false } };
  const deleted = { ...notification, type: "DELETE", old_record: { id: 9 } };
  realtime.say("postgres_changes", { ids, data: inserted });
  realtime.say("postgres_changes", { ids, data: deleted });
  await changesNumber(2);
  expect(changes).toEqual([
    { table: "notifications", type: "INSERT", id: 9, row: { id: 9, is_read: false } },
    { table: "notifications", type: "DELETE", id: 9, row: {} },
  ]);
});

test.each([
  ["Error 401: Unauthorized"],
  ["Error 413: Payload Too Large"],
  ["Error 400: Bad Request, no primary key"],
])("%s instead of a row makes everything load anew", async (error) => {
  const data = { ...CAMPAIGN, type: "UPDATE", errors: [error] };
  realtime.say("postgres_changes", { ids: [CAMPAIGNS], data });
  await freshNumber(3);
  expect(changes).toEqual([]);
});

test("a subscription that cannot be made says so and becomes live later", async () => {
  realtime.say("system", { ...SUBSCRIBED, status: "error", message: "Unable to subscribe to changes" });
  await vi.waitFor(() => expect(states.at(-1)).toBe("reconnecting"), WAIT);
  realtime.say("system", SUBSCRIBED);
  await vi.waitFor(() => expect(states.at(-1)).toBe("live"), WAIT);
});

test("a token that has ended closes the channel for good, and a new one is built", async () => {
  const ended = { channel: "dashboard", extension: "system", status: "error" };
  realtime.say("system", { ...ended, message: "Token has expired 3 seconds ago" });
  realtime.say("phx_close", {});
  await vi.waitFor(() => expect(states.at(-1)).toBe("reconnecting"), WAIT);
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.waitFor(() => expect(realtime.joins).toHaveLength(2), WAIT);
});
