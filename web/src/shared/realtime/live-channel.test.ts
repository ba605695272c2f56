import { createClient } from "@supabase/supabase-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { grant } from "../../../tests/fake-api/auth";
import { realtime } from "../../../tests/fake-realtime";
import type { LiveChange } from "./change";
import { LiveChannel } from "./live-channel";
import type { LiveState } from "./live-state";

const WAIT = { timeout: 5_000, interval: 5 };
let channel: LiveChannel;
let states: LiveState[];
let changes: LiveChange[];
let fresh: number;

function open() {
  const client = createClient("http://localhost:3000", "sb_publishable_embedded", {
    auth: { storageKey: "harkara-auth" },
  });
  channel = new LiveChannel({
    client,
    onChange: (change) => changes.push(change),
    onFresh: () => (fresh += 1),
    onState: (state) => states.push(state),
  });
  channel.start();
}

const until = (state: LiveState) => vi.waitFor(() => expect(states.at(-1)).toBe(state), WAIT);

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout"] });
  localStorage.setItem("harkara-auth", JSON.stringify(grant()));
  [states, changes, fresh] = [[], [], 0];
});

afterEach(() => {
  channel.stop();
  vi.useRealTimers();
});

test("it joins with the token of the stored session, and loads anew when joined and again when live", async () => {
  open();
  await until("live");
  expect(states).toEqual(["connecting", "live"]);
  expect(fresh).toBe(2);
  expect(realtime.joins).toHaveLength(1);
  expect(realtime.joins[0]).toMatchObject({
    access_token: grant().access_token,
    config: {
      postgres_changes: [
        { event: "*", schema: "harkara", table: "campaigns" },
        { event: "*", schema: "harkara", table: "notifications" },
      ],
    },
  });
});

test("joined is not yet live", async () => {
  realtime.answer = "joined";
  open();
  await vi.waitFor(() => expect(fresh).toBe(1), WAIT);
  expect(states).toEqual(["connecting"]);
  realtime.goLive();
  await until("live");
  expect(fresh).toBe(2);
});

test("changes arrive with what may be seen of the row", async () => {
  open();
  await until("live");
  realtime.tell("campaigns", "UPDATE", { id: 4, total_sent: 12 }, { id: 4 });
  realtime.tell("notifications", "DELETE", {}, { id: 9 });
  await vi.waitFor(() => expect(changes).toHaveLength(2), WAIT);
  expect(changes).toEqual([
    { table: "campaigns", type: "UPDATE", id: 4, row: { id: 4, total_sent: 12 } },
    { table: "notifications", type: "DELETE", id: 9, row: {} },
  ]);
});

test("a change that names no row makes everything load anew", async () => {
  open();
  await until("live");
  realtime.tell("campaigns", "UPDATE", {});
  await vi.waitFor(() => expect(fresh).toBe(3), WAIT);
  expect(changes).toEqual([]);
});

test("a channel that fails rejoins by itself", async () => {
  open();
  await until("live");
  realtime.failChannels();
  await until("reconnecting");
  await vi.advanceTimersByTimeAsync(1_000);
  await until("live");
  expect(states).toEqual(["connecting", "live", "reconnecting", "live"]);
  expect(fresh).toBe(4);
});

test("a server that goes away is found again", async () => {
  open();
  await until("live");
  realtime.drop();
  await until("reconnecting");
  await vi.advanceTimersByTimeAsync(2_000);
  await until("live");
  expect(realtime.connections).toBe(2);
  expect(fresh).toBe(4);
});

test("a channel that the server closes for good is built anew", async () => {
  open();
  await until("live");
  realtime.closeChannels();
  await until("reconnecting");
  await vi.advanceTimersByTimeAsync(1_000);
  await until("live");
  expect(realtime.joins).toHaveLength(2);
});

test("after ten seconds without it says so, loads once, and still comes back", async () => {
  open();
  await until("live");
  realtime.answer = "refused";
  realtime.failChannels();
  await until("reconnecting");
  await vi.advanceTimersByTimeAsync(10_000);
  await until("polling");
  expect(fresh).toBe(3);
  realtime.answer = "live";
  await vi.advanceTimersByTimeAsync(10_000);
  await until("live");
});

test("a server that never lets anybody in is polled", async () => {
  realtime.open = false;
  open();
  await vi.advanceTimersByTimeAsync(10_000);
  await until("polling");
  expect(states).toEqual(["connecting", "polling"]);
});

test("without a session nothing is joined", async () => {
  localStorage.clear();
  open();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(realtime.joins).toEqual([]);
});

test("once stopped it leaves and stays away", async () => {
  open();
  await until("live");
  channel.stop();
  await vi.waitFor(() => expect(realtime.channels).toEqual([]), WAIT);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(states).toEqual(["connecting", "live", "connecting"]);
  expect(realtime.joins).toHaveLength(1);
});
