import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { resetFakeServer } from "../../../../tests/fake-server";
import { renderApp } from "../../../../tests/render-app";

const names = () =>
  screen.getAllByRole("rowheader").map((cell) => within(cell).getByRole("link").textContent);

test("filters live in the address and narrow the list", async () => {
  const { user, address } = renderApp("/campaigns");
  await screen.findByText("Diwali order updates");
  await user.click(screen.getByRole("button", { name: /Status/ }));
  await user.click(await screen.findByRole("option", { name: "Running" }));
  await waitFor(() => expect(screen.queryByText("Diwali order updates")).toBeNull());
  expect(address()).toBe("/campaigns?status=running");
  expect(screen.getByText("November dispatch notices")).toBeVisible();
});

test("several states at once, and the back button takes the choice back", async () => {
  const { user, address, back } = renderApp("/campaigns");
  await screen.findByText("Diwali order updates");
  await user.click(screen.getByRole("button", { name: /Status/ }));
  await user.click(await screen.findByRole("option", { name: "Running" }));
  await user.click(await screen.findByRole("option", { name: "Queued" }));
  await user.keyboard("{Escape}");
  expect(address()).toBe("/campaigns?status=running%2Cqueued");
  await waitFor(() => expect(names()).toEqual(["November dispatch notices", "Payment reminders, week 48"]));
  await back();
  await waitFor(() => expect(address()).toBe("/campaigns?status=running"));
});

test("a head sorts the table, first its usual way, and says so", async () => {
  const { user, address } = renderApp("/campaigns");
  await screen.findByText("Diwali order updates");
  const head = screen.getByRole("columnheader", { name: "Contacts" });
  expect(head).not.toHaveAttribute("aria-sort");
  await user.click(within(head).getByRole("button"));
  await waitFor(() => expect(names()[0]).toBe("November dispatch notices"));
  expect(names()[1]).toBe("Diwali order updates");
  expect(head).toHaveAttribute("aria-sort", "descending");
  await user.click(within(head).getByRole("button"));
  await waitFor(() => expect(names()[0]).toBe("Pickup reminders"));
  expect(address()).toBe("/campaigns?sort=valid_contacts.asc");
  expect(screen.getByRole("button", { name: /Order/ })).toHaveTextContent("Smallest first");
});

test("filters that fit nothing are cleared with one press, the search field with them", async () => {
  const { user, address } = renderApp("/campaigns?q=zzz&status=failed");
  await user.click(await screen.findByRole("button", { name: "Clear filters" }));
  expect(await screen.findByText("Diwali order updates")).toBeVisible();
  expect(address()).toBe("/campaigns");
  expect(screen.getByRole("searchbox", { name: "Search by name" })).toHaveValue("");
});

test("an old bookmark with a wrong filter still shows the list", async () => {
  renderApp("/campaigns?status=exploded&number=abc");
  expect(await screen.findByText("Diwali order updates")).toBeVisible();
});

test("a search without a find says so, not that there are no campaigns", async () => {
  renderApp("/campaigns?q=zzz");
  expect(await screen.findByText("No campaign fits these filters")).toBeVisible();
});

test("before the first campaign the page teaches the steps and ticks the done ones", async () => {
  resetFakeServer({ campaigns: [] });
  renderApp("/campaigns");
  expect(await screen.findByRole("heading", { name: "Your first campaign in three steps" })).toBeVisible();
  expect(await screen.findByRole("link", { name: /Done.*Connect a number/ })).toBeVisible();
  expect(screen.getByRole("link", { name: /^3.*Send/ })).toHaveAttribute("href", "/campaigns/new");
});
