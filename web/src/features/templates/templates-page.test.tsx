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

test("only the rows in sight are drawn, and more templates come when asked for", async () => {
  const { user } = renderApp("/templates");
  await screen.findByText("order_shipped");
  const rows = () => within(screen.getByRole("list", { name: "Templates" })).getAllByRole("listitem");
  expect(rows().length).toBeLessThan(50);
  expect(rows()[0]).toHaveAttribute("aria-setsize", "-1");
  await user.click(screen.getByRole("button", { name: "Load more" }));
  await waitFor(() => expect(rows()[0]).toHaveAttribute("aria-setsize", "81"));
  expect(rows().length).toBeLessThan(50);
});

test("filters that fit nothing are cleared by one act, the search with them", async () => {
  const { user, address } = renderApp("/templates?q=no_such_template&status=PAUSED");
  await screen.findByText("No template fits these filters");
  await user.click(screen.getAllByRole("button", { name: "Clear filters" })[0] ?? document.body);
  expect(await screen.findByText("order_shipped")).toBeVisible();
  expect(screen.getByRole("searchbox", { name: "Search templates" })).toHaveValue("");
  expect(address()).toBe("/templates");
});

test("without any template the page teaches how they get here", async () => {
  resetFakeServer({ templates: [] });
  renderApp("/templates");
  expect(await screen.findByText("No templates yet")).toBeVisible();
  expect(screen.getAllByRole("button", { name: "Sync all" })).toHaveLength(2);
});

test("without a number it leads to connecting one", async () => {
  resetFakeServer({ templates: [], numbers: [] });
  renderApp("/templates");
  expect(await screen.findByRole("link", { name: "Connect a number" })).toHaveAttribute("href", "/numbers");
});

test("the drawer tells the newest campaigns with it, and where its buttons lead", async () => {
  renderApp("/templates?id=1");
  const drawer = await screen.findByRole("dialog");
  const campaigns = await within(drawer).findByRole("region", { name: "Campaigns with it" });
  const [first] = await within(campaigns).findAllByRole("link");
  expect(first).toHaveAttribute("href", expect.stringMatching(/^\/campaigns\/\d+$/));
  expect(within(drawer).getByText("Opens https://asha.example/t/{{1}}")).toBeVisible();
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
  expect(screen.getByText(/it can be un-quarantined by hand/)).toBeInTheDocument();
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
