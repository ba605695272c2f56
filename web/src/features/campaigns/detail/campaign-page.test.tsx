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
  expect(within(table).getAllByText(/Remove it from your list/)[0]).toBeVisible();
  expect(within(table).queryByText("Delivered")).toBeNull();
});

test("stopping asks first, then stops", async () => {
  const { user } = renderApp("/campaigns/8");
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  expect(fakeState().campaigns[0]?.status).toBe("running");
  await user.click(
    within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Stop sending" }),
  );
  expect(await screen.findByRole("button", { name: "Resume" })).toBeVisible();
  expect(fakeState().campaigns[0]?.status).toBe("stopped");
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
  expect(await screen.findByText(/diwali_sale is quarantined/)).toBeVisible();
});
