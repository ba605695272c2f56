import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { conversation } from "../../../tests/fake-api/conversations";
import { message, said } from "../../../tests/fake-api/messages";
import { fakeState, resetFakeServer } from "../../../tests/fake-server";
import { renderApp } from "../../../tests/render-app";

// Only rows in sight are drawn: the list is high enough for all of them.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(20_000);
});

const rows = async () =>
  within(await screen.findByRole("list", { name: "Conversations" })).getAllByRole("link");

test("conversations show who, what was said last with its delivery, and the number", async () => {
  renderApp("/inbox");
  const [first, second] = await rows();
  expect(first).toHaveTextContent("Priya Sharma");
  expect(first).toHaveTextContent("Our store is open from 10 am to 8 pm.");
  expect(first).toHaveTextContent("+91 98765 43210 · Asha Sarees");
  expect(within(first ?? document.body).getByRole("img", { name: "Failed" })).toBeVisible();
  expect(second).toHaveTextContent("@meera.k · Asha Sarees Support");
});

test("the page says who writes the replies, and where that is set", async () => {
  renderApp("/inbox");
  expect(await screen.findByText(/nobody answers by hand here/)).toBeVisible();
  expect(screen.queryByRole("textbox", { name: /message/i })).toBeNull();
});

test("a search by a part of the phone number stands in the address", async () => {
  const { user, address } = renderApp("/inbox");
  await user.type(await screen.findByRole("searchbox", { name: "Search phone or name" }), "98765432");
  await waitFor(() => expect(address()).toBe("/inbox?q=98765432"));
  await waitFor(async () => expect(await rows()).toHaveLength(1));
});

test("filters from the address reach the server, and are open to be seen", async () => {
  renderApp("/inbox?number=2&from=2026-11-23&to=2026-11-23");
  expect(await screen.findByRole("button", { name: "Filters, 2 active" })).toHaveAttribute(
    "aria-expanded",
    "true",
  );
  expect(await rows()).toHaveLength(1);
  expect(screen.getByLabelText("From day (IST)")).toHaveValue("2026-11-23");
});

test("filters are cleared together", async () => {
  const { user, address } = renderApp("/inbox?number=2&q=meera");
  await user.click(await screen.findByRole("button", { name: "Clear filters" }));
  expect(address()).toBe("/inbox?q=meera");
});

test("nothing found says what can be searched for", async () => {
  renderApp("/inbox?q=nobody");
  expect(await screen.findByText("No conversation found")).toBeVisible();
});

test("an empty inbox says what will come", async () => {
  resetFakeServer({ threads: [] });
  renderApp("/inbox");
  expect(await screen.findByText("Nobody has written yet")).toBeVisible();
});

test("more conversations come when asked for", async () => {
  const { user } = renderApp("/inbox");
  expect(await rows()).toHaveLength(50);
  await user.click(screen.getByRole("button", { name: "Load more" }));
  await waitFor(async () => expect(await rows()).toHaveLength(63));
});

test("a conversation opens beside the list with the filters kept, and the focus is on it", async () => {
  const { user, address } = renderApp("/inbox?q=meera");
  await user.click((await rows())[0] ?? document.body);
  expect(await screen.findByRole("heading", { level: 1, name: /Meera/ })).toBeVisible();
  expect(address()).toBe("/inbox/3-2?q=meera");
  expect((await rows())[0]).toHaveAttribute("aria-current", "page");
  expect(screen.getByRole("region", { name: "Conversation" })).toHaveFocus();
  // Before it stands how many notifications are unread.
  expect(document.title).toMatch(/Meera · Inbox · Harkara$/);
});

test("what arrives while a conversation is open is shown and announced", async () => {
  vi.useFakeTimers({
    shouldAdvanceTime: true,
    toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout"],
  });
  renderApp("/inbox/2-1");
  await screen.findByText("Two sarees, please");
  const [thread] = fakeState().threads;
  thread?.messages.unshift(message(21, { kind: "text", text: "Are you there?" }));
  if (thread) {
    const { last_message, id } = thread.conversation;
    thread.conversation = conversation(id, {
      last_message: last_message && {
        ...last_message,
        summary: said("Are you there?"),
        direction: "in",
      },
    });
  }
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await screen.findByText("New message from Priya Sharma: Are you there?")).toBeInTheDocument();
  expect(within(screen.getByRole("region", { name: "Messages" })).getByText("Are you there?")).toBeVisible();
  vi.useRealTimers();
});

test("the arrow keys walk through the list, and Enter opens", async () => {
  const { user, address } = renderApp("/inbox");
  const [first] = await rows();
  first?.focus();
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  await waitFor(() => expect(document.activeElement).toHaveTextContent("Meera"));
  await user.keyboard("{Enter}");
  await waitFor(() => expect(address()).toBe("/inbox/3-2"));
});

test("Esc leads from a conversation back to the list", async () => {
  const { user, address } = renderApp("/inbox/2-1?q=priya");
  (await screen.findByRole("region", { name: "Messages" })).focus();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(address()).toBe("/inbox?q=priya"));
});
