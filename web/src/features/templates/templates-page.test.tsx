import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeState } from "../../../tests/fake-server";
import { renderApp } from "../../../tests/render-app";

test("filters from the address reach the server", async () => {
  renderApp("/templates?quarantined=true");
  expect(await screen.findByText("refund_started")).toBeVisible();
  expect(screen.queryByText("order_shipped")).toBeNull();
});

test("more templates come when asked for", async () => {
  const { user } = renderApp("/templates");
  await screen.findByText("order_shipped");
  expect(screen.queryByText("appointment_notice_70")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Load more" }));
  expect(await screen.findByText("appointment_notice_70")).toBeVisible();
});

test("a template opens beside the list with its history, and the address keeps it", async () => {
  const { user, address } = renderApp("/templates");
  await user.click(await screen.findByText("order_shipped_hindi"));
  const drawer = await screen.findByRole("dialog");
  expect(within(drawer).getByText(/आपका ऑर्डर/)).toBeVisible();
  expect(await within(drawer).findByText(/seen by sync/)).toBeVisible();
  expect(address()).toBe("/templates?open=2");
  await user.click(within(drawer).getByRole("button", { name: "Close" }));
  await waitFor(() => expect(address()).toBe("/templates"));
});

test("a Utility template can leave quarantine", async () => {
  const { user } = renderApp("/templates?open=10");
  await user.click(await screen.findByRole("button", { name: "Un-quarantine" }));
  await waitFor(() => expect(fakeState().templates.find(({ id }) => id === 10)?.is_quarantined).toBe(false));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Un-quarantine" })).toBeNull());
});

test.each([8, 9])("template %d is no Utility template and cannot", async (id) => {
  renderApp(`/templates?open=${id}`);
  expect(await screen.findByRole("button", { name: "Un-quarantine" })).toBeDisabled();
});

test("a sync of all numbers shows each account's outcome, failures too", async () => {
  const { user } = renderApp("/templates");
  await user.click(await screen.findByRole("button", { name: "Sync all" }));
  expect(await screen.findByText("Asha Sarees, Asha Sarees Support: 81 templates")).toBeVisible();
  expect(screen.getByText("Old store: not synced")).toBeVisible();
});
