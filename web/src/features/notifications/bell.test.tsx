import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { expect, test, vi } from "vitest";
import { notification } from "../../../tests/fake-api/notifications";
import { realtime } from "../../../tests/fake-realtime";
import { fakeState, resetFakeServer, server } from "../../../tests/fake-server";
import { renderApp } from "../../../tests/render-app";

const unread = () => fakeState().notifications.filter(({ is_read }) => !is_read).length;

/** Opens the bell beside the navigation; the one in the phone's bar is hidden by styles, which tests do not load. */
async function openBell(address = "/numbers") {
  const app = renderApp(address);
  const [, row] = await screen.findAllByRole("button", { name: "Notifications, 3 unread" });
  if (!row) throw new Error("no bell beside the navigation");
  await app.user.click(row);
  return { ...app, bell: await screen.findByRole("dialog", { name: "Notifications" }) };
}

test("the bell counts, and a click leads to the thing and reads the entry", async () => {
  const { user, bell, address } = await openBell();
  await user.click(
    within(bell).getByRole("link", { name: "Unread: Campaign 'Invoices October' was stopped" }),
  );
  expect(await screen.findByRole("heading", { name: "Invoices October" })).toBeVisible();
  expect(address()).toBe("/campaigns/5");
  await waitFor(() => expect(unread()).toBe(2));
  expect((await screen.findAllByRole("button", { name: "Notifications, 2 unread" }))[0]).toBeVisible();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("one is read without leaving the page, then all", async () => {
  const { user, bell } = await openBell();
  await user.click(within(bell).getByRole("button", { name: /^Mark as read: Template 'diwali_sale'/ }));
  expect(within(bell).queryByRole("button", { name: /^Mark as read: Template 'diwali_sale'/ })).toBeNull();
  await waitFor(() => expect(unread()).toBe(2));
  await user.click(within(bell).getByRole("button", { name: "Mark all as read" }));
  expect(within(bell).queryByText("Unread:", { exact: false })).toBeNull();
  await waitFor(() => expect(unread()).toBe(0));
});

test("what the server refuses to mark is unread again, and the reason is told", async () => {
  const { user, bell } = await openBell();
  server.use(http.post("*/api/notifications/read", () => HttpResponse.json({}, { status: 500 })));
  await user.click(within(bell).getByRole("button", { name: "Mark all as read" }));
  expect(await within(bell).findByRole("alert")).toHaveTextContent("The server answered with an error (500)");
  expect(within(bell).getAllByText("Unread:", { exact: false })).toHaveLength(3);
});

test("older ones come when asked for", async () => {
  const { user, bell } = await openBell();
  expect(within(bell).queryByText("Campaign 'Appointment notices 1' is complete")).toBeNull();
  await user.click(within(bell).getByRole("button", { name: "Load more" }));
  expect(await within(bell).findByText("Campaign 'Appointment notices 1' is complete")).toBeVisible();
});

test("what arrives while nothing is told live is counted and announced, too", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setInterval", "clearInterval"] });
  realtime.open = false;
  renderApp("/numbers");
  await screen.findAllByRole("button", { name: "Notifications, 3 unread" });
  fakeState().notifications.unshift(
    notification({ id: 200, title: "Campaign 'Pickup' is complete", is_read: false }),
  );
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await screen.findByText("New notification: Campaign 'Pickup' is complete")).toBeInTheDocument();
  expect(screen.getAllByRole("button", { name: "Notifications, 4 unread" })).toHaveLength(2);
  vi.useRealTimers();
});

test("more than nine are shown as 9+ and said in full", async () => {
  const many = Array.from({ length: 12 }, (_, index) => notification({ id: 12 - index, is_read: false }));
  resetFakeServer({ notifications: many });
  renderApp("/numbers");
  const [bell] = await screen.findAllByRole("button", { name: "Notifications, 12 unread" });
  expect(bell).toHaveTextContent(/9\+$/);
});

test("an empty bell says what it is for", async () => {
  resetFakeServer({ notifications: [] });
  const { user } = renderApp("/numbers");
  const [, row] = await screen.findAllByRole("button", { name: "Notifications" });
  await user.click(row ?? document.body);
  expect(await screen.findByText("Nothing has happened yet")).toBeVisible();
});

test("on their page several are selected and read together", async () => {
  const { user } = renderApp("/notifications");
  await user.click(await screen.findByRole("checkbox", { name: /^Select: Template 'diwali_sale'/ }));
  await user.click(screen.getByRole("checkbox", { name: /^Select: WhatsApp number Old store/ }));
  expect(screen.getByText("2 notifications selected")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Mark as read" }));
  await waitFor(() => expect(unread()).toBe(1));
  expect(screen.getByRole("checkbox", { name: "Select all unread" })).not.toBeChecked();
  expect(screen.queryByRole("checkbox", { name: /^Select: Template 'diwali_sale'/ })).toBeNull();
});
