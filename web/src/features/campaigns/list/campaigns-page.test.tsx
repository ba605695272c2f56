import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { resetFakeServer } from "../../../../tests/fake-server";
import { renderApp } from "../../../../tests/render-app";

test("filters live in the address and narrow the list", async () => {
  const { user, address } = renderApp("/campaigns");
  await screen.findByText("Diwali order updates");
  await user.click(screen.getByRole("button", { name: /Status/ }));
  await user.click(await screen.findByRole("option", { name: "Running" }));
  await waitFor(() => expect(screen.queryByText("Diwali order updates")).toBeNull());
  expect(address()).toBe("/campaigns?status=running");
  expect(screen.getByText("November dispatch notices")).toBeVisible();
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
