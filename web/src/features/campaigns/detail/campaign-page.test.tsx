import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { saveBlob } from "@/api/save-blob";
import { fakeState } from "../../../../tests/fake-server";
import { renderApp } from "../../../../tests/render-app";

vi.mock("@/api/save-blob");

// The virtual list draws what fits into its area, and the test's page has no size of its own.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(53);
});

test("the figures of a running campaign", async () => {
  renderApp("/campaigns/8");
  await screen.findByRole("heading", { name: "November dispatch notices" });
  expect(screen.getByText("48,210")).toBeVisible();
  expect(screen.getByText("of 1,25,400 contacts")).toBeVisible();
  expect(screen.getByText("94% of sent")).toBeVisible();
  expect(screen.getByText(/may take up to 24 hours/)).toBeVisible();
  expect(screen.getByText(/30 percent of 1,25,400 contacts done/)).toBeInTheDocument();
});

test("a failed contact shows Meta's code, plain words and what to do", async () => {
  renderApp("/campaigns/8?status=failed");
  const table = await screen.findByRole("region", { name: "Contact table" });
  expect(within(table).getAllByText(/Meta code 131026/)[0]).toBeVisible();
  expect(within(table).getAllByText(/Reach this customer another way/)[0]).toBeVisible();
  expect(within(table).queryByText("Delivered")).toBeNull();
});

test("stopping says first what it holds back, then stops; resuming says how long the rest takes", async () => {
  const { user } = renderApp("/campaigns/8");
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  expect(fakeState().campaigns[0]?.status).toBe("running");
  const stopping = within(await screen.findByRole("alertdialog"));
  expect(stopping.getByText("Held until you resume").nextSibling).toHaveTextContent("77,190");
  await user.click(stopping.getByRole("button", { name: "Stop sending" }));
  expect(await screen.findByRole("button", { name: "Resume" })).toBeVisible();
  expect(fakeState().campaigns[0]?.status).toBe("stopped");

  await user.click(screen.getByRole("button", { name: "Resume" }));
  const resuming = within(await screen.findByRole("alertdialog"));
  expect(resuming.getByText("Messages still to send").nextSibling).toHaveTextContent("1,25,400");
  expect(resuming.getByText("Time at 60/s, about").nextSibling).toHaveTextContent("34 min");
});

test("a failure leads to its contacts, and a contact to what it was sent", async () => {
  const { user, address } = renderApp("/campaigns/8");
  await user.click(await screen.findByRole("button", { name: "Show 180 contacts" }));
  expect(address()).toBe("/campaigns/8?status=failed&code=131026");
  const table = await screen.findByRole("region", { name: "Contact table" });
  await user.click(await within(table).findByRole("button", { name: /98765 00004: show what was sent/ }));
  const drawer = within(await screen.findByRole("dialog"));
  expect(await drawer.findByText(/your order AS-20004 is on its way/)).toBeVisible();
  expect(drawer.getByText(/Recipient is not a valid WhatsApp user/)).toBeVisible();
  expect(address()).toContain("contact=4");
});

test("a code the catalogue does not have is told in the server's words", async () => {
  renderApp("/campaigns/8");
  expect(await screen.findByText("Meta refused with error 999999")).toBeVisible();
});

test("speed and rate are a picture, a list of changes and a table", async () => {
  const { user } = renderApp("/campaigns/8");
  const card = within(await screen.findByRole("region", { name: "Speed over time" }));
  expect(await card.findByText(/Fastest 60\/s, 58.7\/s on average. Paused once/)).toBeVisible();
  expect(card.getByText(/Meta throttled 3 messages/)).toBeVisible();
  await user.click(card.getByText("As a table"));
  const rows = within(card.getByRole("table", { name: /in figures/ })).getAllByRole("row");
  expect(rows).toHaveLength(25);
  expect(rows[4]).toHaveTextContent("60/s 590 10 60/s".replaceAll(" ", ""));
});

test("a stopped campaign names the template in its way, what it holds, and where to mend it", async () => {
  renderApp("/campaigns/5");
  const link = await screen.findByRole("link", { name: "Template order_shipped" });
  expect(link).toHaveAttribute("href", "/templates?id=1");
  expect(screen.getByText(/27,790 messages wait for it/)).toBeVisible();
});

test("a scheduled campaign counts down and says what the number sends before it", async () => {
  vi.setSystemTime(new Date("2026-11-25T02:00:00Z"));
  renderApp("/campaigns/6");
  expect(await screen.findByText("Starts on 25 Nov 2026, 10:00 am IST")).toBeVisible();
  expect(screen.getByText("In 2 h 30 min")).toBeVisible();
  expect(screen.getByText(/77,190 messages of other campaigns, about 21 min/)).toBeVisible();
  expect(screen.queryByRole("region", { name: "Speed over time" })).toBeNull();
  vi.useRealTimers();
});

test("a scheduled campaign can be deleted, and only that", async () => {
  const { user, address } = renderApp("/campaigns/6");
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  expect(screen.queryByRole("button", { name: "Stop" })).toBeNull();
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(address()).toBe("/campaigns"));
  expect(fakeState().campaigns.map(({ id }) => id)).not.toContain(6);
});

test("the export is fetched with the token and saved under the campaign's name", async () => {
  const { user } = renderApp("/campaigns/4");
  await user.click(await screen.findByRole("button", { name: "Export CSV" }));
  await waitFor(() => expect(saveBlob).toHaveBeenCalledOnce());
  const [blob, name] = vi.mocked(saveBlob).mock.calls[0] ?? [];
  expect(name).toBe("Diwali-order-updates-contacts.csv");
  expect(await blob?.text()).toContain("919876543210,read");
});

test("a campaign that is not there is told in words", async () => {
  renderApp("/campaigns/12345");
  expect(await screen.findByRole("alert")).toHaveTextContent("There is no such campaign");
});

test("a failed start says why", async () => {
  renderApp("/campaigns/2");
  expect(
    await screen.findByText(/Template 'diwali_sale' .* It is quarantined because its category is Marketing/),
  ).toBeVisible();
});
