import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { notification } from "../../../tests/fake-api/notifications";
import { realtime } from "../../../tests/fake-realtime";
import { fakeState, server } from "../../../tests/fake-server";
import { renderApp } from "../../../tests/render-app";

const TOTALS = { total_sent: 60_000, total_delivered: 30_000, total_read: 15_000 };
const FAILED = { total_failed: 2, total_refused: 2 };
const ROW = { id: 8, status: "running", status_reason: null, ...TOTALS, ...FAILED };

let asked: string[];

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout"] });
  asked = [];
  server.events.on("request:start", ({ request }) => {
    asked.push(new URL(request.url).pathname);
  });
});

afterEach(() => {
  server.events.removeAllListeners();
  vi.useRealTimers();
});

/** The indicator beside the navigation; the one in the phone's bar says nothing while all is well. */
const shows = async (text: string) => expect((await screen.findAllByText(text))[0]).toBeVisible();

test("a campaign's totals change without a question, at once", async () => {
  renderApp("/campaigns/8");
  expect(await screen.findByText("48,210")).toBeVisible();
  await shows("Live");
  await waitFor(() => expect(screen.queryAllByRole("status", { name: "Loading" })).toEqual([]));
  realtime.tell("campaigns", "UPDATE", ROW, { id: 8 });
  await screen.findByText("60,002");
  asked = [];

  realtime.tell("campaigns", "UPDATE", { ...ROW, total_sent: 60_500 }, { id: 8 });

  expect(await screen.findByText("60,502")).toBeVisible();
  expect(screen.getByText("50% of delivered")).toBeVisible();
  expect(asked).toEqual([]);
});

test("steady changes ask for the rest every 15 seconds, not each time", async () => {
  renderApp("/campaigns/8");
  await screen.findByText("48,210");
  await shows("Live");
  const questions = () => asked.filter((path) => path === "/api/campaigns/8").length;
  realtime.tell("campaigns", "UPDATE", ROW, { id: 8 });
  await vi.advanceTimersByTimeAsync(1_000);
  const before = questions();
  for (let second = 1; second <= 40; second++) {
    realtime.tell("campaigns", "UPDATE", { ...ROW, total_sent: 60_000 + second }, { id: 8 });
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(questions() - before).toBeLessThanOrEqual(3);
  expect(questions() - before).toBeGreaterThanOrEqual(2);
});

test("a change of status is asked for right away", async () => {
  renderApp("/campaigns/8");
  await screen.findByText("48,210");
  await shows("Live");
  const [campaign] = fakeState().campaigns;
  if (!campaign) throw new Error("no campaign");
  campaign.status = "stopped";
  realtime.tell("campaigns", "UPDATE", { ...ROW, status: "stopped", status_reason: "x" }, { id: 8 });
  expect(await screen.findByRole("button", { name: "Resume" })).toBeVisible();
});

test("a new notification is counted at once", async () => {
  renderApp("/numbers");
  await screen.findAllByRole("button", { name: "Notifications, 3 unread" });
  await shows("Live");
  const item = notification({ id: 200, title: "Campaign 'Pickup' is complete", is_read: false });
  fakeState().notifications.unshift(item);
  realtime.tell("notifications", "INSERT", { ...item });
  expect(await screen.findByText("New notification: Campaign 'Pickup' is complete")).toBeInTheDocument();
});

test("what is lost is shown, after ten seconds told, and so is its return", async () => {
  renderApp("/numbers");
  await shows("Live");
  realtime.open = false;
  realtime.drop();
  await shows("Reconnecting");
  expect(screen.queryByText(/Live updates are interrupted/)).toBeNull();
  await vi.advanceTimersByTimeAsync(10_000);
  await shows("Polling every 30 s");
  expect(screen.getByText(/Live updates are interrupted/)).toHaveAttribute("role", "status");

  realtime.open = true;
  await vi.advanceTimersByTimeAsync(10_000);

  await shows("Live");
  expect(screen.getByText("Live updates are back.")).toBeInTheDocument();
});

test("without a live connection campaigns are asked for every 30 seconds", async () => {
  vi.useRealTimers();
  vi.useFakeTimers({ shouldAdvanceTime: true });
  realtime.open = false;
  renderApp("/campaigns/8");
  await screen.findByText("48,210");
  await vi.advanceTimersByTimeAsync(12_000);
  asked = [];
  await vi.advanceTimersByTimeAsync(61_000);
  const questions = asked.filter((path) => path === "/api/campaigns/8").length;
  expect(questions).toBeGreaterThanOrEqual(2);
  expect(questions).toBeLessThanOrEqual(3);
});
