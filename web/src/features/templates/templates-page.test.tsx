import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { syncRun } from "../../../tests/fake-api/syncs";
import { fakeState, resetFakeServer } from "../../../tests/fake-server";
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
  expect((await within(drawer).findAllByText(/seen by a sync/))[0]).toBeVisible();
  expect(address()).toBe("/templates?id=2");
  await user.click(within(drawer).getByRole("button", { name: "Close" }));
  await waitFor(() => expect(address()).toBe("/templates"));
});

test("a Utility template can leave quarantine", async () => {
  const { user } = renderApp("/templates?id=10");
  await user.click(await screen.findByRole("button", { name: "Un-quarantine" }));
  await waitFor(() => expect(fakeState().templates.find(({ id }) => id === 10)?.is_quarantined).toBe(false));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Un-quarantine" })).toBeNull());
});

test.each([8, 9])("template %d is no Utility template and cannot", async (id) => {
  renderApp(`/templates?id=${id}`);
  expect(await screen.findByRole("button", { name: "Un-quarantine" })).toBeDisabled();
});

test("a sync of all numbers shows each account's outcome, failures too", async () => {
  const { user } = renderApp("/templates");
  await user.click(await screen.findByRole("button", { name: "Sync all" }));
  expect(await screen.findByText("2 new, 1 changed", { exact: false })).toBeVisible();
  const panel = screen.getByRole("region", { name: "Last sync" });
  expect(
    within(panel)
      .getAllByRole("listitem")
      .map((item) => item.textContent),
  ).toEqual([
    expect.stringMatching(/^Old store: not syncedThe access token expired/),
    expect.stringMatching(/^Asha Sarees, Asha Sarees Support: 81 templates/),
  ]);
});

test("before any sync on this page the kept results are shown, and when the next comes", async () => {
  renderApp("/templates");
  const panel = await screen.findByRole("region", { name: "Last sync" });
  expect(within(panel).getByText("The access token expired (error 190).")).toBeVisible();
  expect(within(panel).getByText(/next at .* IST/)).toBeVisible();
});

test("a sync under way shows how far it is", async () => {
  const running = syncRun({ id: 50, waba_id: "20870000000001", finished_at: null, seen: 300 });
  resetFakeServer({ syncs: [running] });
  renderApp("/templates");
  expect(await screen.findByText(/syncing, 300 templates so far/)).toBeVisible();
});

test("a row names the reason why a template cannot be sent, and a link opens one from far down the list", async () => {
  renderApp("/templates?quarantined=true&id=89");
  const drawer = await screen.findByRole("dialog");
  expect(await within(drawer).findByRole("heading", { name: "appointment_notice_70" })).toBeVisible();
  expect(screen.getByText("Quarantined: was MARKETING until 12 Nov")).toBeInTheDocument();
});

test("a link to a template that is no more says so", async () => {
  renderApp("/templates?id=4711");
  expect(await screen.findByRole("alert")).toHaveTextContent("There is no such template");
});

test("the history tells what changed from what to what, when and by whom", async () => {
  renderApp("/templates?id=1");
  const history = await screen.findByRole("region", { name: "History" });
  const entries = await within(history).findAllByRole("listitem");
  expect(entries).toHaveLength(9);
  expect(entries[2]).toHaveTextContent(
    /Status.*Approved.*Paused.*told by Meta \(webhook\), known here since/,
  );
  expect(entries[4]).toHaveTextContent(/Out of quarantine.*by admin@harkara.local/);
  expect(within(history).getAllByRole("img", { name: "to" })[0]).toBeVisible();
  expect(entries[6]).toHaveTextContent("Quarantined");
});
