import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { expect, test, vi } from "vitest";
import { fakeState, server } from "../../../../tests/fake-server";
import { renderApp } from "../../../../tests/render-app";

async function choose(item: string, id = "2-1") {
  const app = renderApp(`/inbox/${id}?q=p`);
  await app.user.click(await screen.findByRole("button", { name: "The customer’s data" }));
  await app.user.click(await screen.findByRole("menuitem", { name: item }));
  return app;
}

const erase = (id?: string) => choose("Erase the customer…", id);

test("a customer is erased when the last four digits were typed, and the list is shown again", async () => {
  const { user, address } = await erase();
  const dialog = await screen.findByRole("alertdialog", { name: "Erase Priya Sharma?" });
  expect(dialog).toHaveTextContent("Totals of campaigns and of days");
  await user.type(within(dialog).getByLabelText(/last four digits of \+91 98765 43210/), "3210");
  await user.click(within(dialog).getByRole("button", { name: "Erase for good" }));
  expect(await screen.findByText("The customer was erased")).toBeVisible();
  await waitFor(() => expect(address()).toBe("/inbox?q=p"));
  await waitFor(() => expect(screen.queryByText("Priya Sharma")).toBeNull());
  expect(fakeState().threads.some(({ conversation }) => conversation.id === "2-1")).toBe(false);
});

test("other digits erase nobody", async () => {
  const { user } = await erase();
  const dialog = await screen.findByRole("alertdialog");
  await user.type(within(dialog).getByLabelText(/last four/), "0000{Enter}");
  expect(await within(dialog).findByText("These are not the last four of it")).toBeVisible();
  expect(fakeState().threads.some(({ conversation }) => conversation.id === "2-1")).toBe(true);
});

test("who shows no number is confirmed by the user id", async () => {
  await erase("3-2");
  expect(
    await screen.findByLabelText(/last four characters of the user id IN\.900000000000001/),
  ).toBeVisible();
});

test("a message on its way is told, and the dialog stays", async () => {
  server.use(
    http.post("*/api/contacts/2/erase", () =>
      HttpResponse.json({ title: "A message to the customer is on its way", status: 409 }, { status: 409 }),
    ),
  );
  const { user } = await erase();
  const dialog = await screen.findByRole("alertdialog");
  await user.type(within(dialog).getByLabelText(/last four/), "3210{Enter}");
  expect(await within(dialog).findByRole("alert")).toHaveTextContent(
    "A message to the customer is on its way",
  );
});

test("Esc closes the dialog and leaves the conversation open", async () => {
  const { user, address } = await erase();
  await screen.findByRole("alertdialog");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(address()).toBe("/inbox/2-1?q=p");
});

test("the data is downloaded as a file", async () => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  await choose("Download the customer’s data");
  expect(await screen.findByText("The customer’s data was downloaded")).toBeVisible();
  expect(click.mock.contexts[0]).toHaveProperty("download", "customer-2.json");
  click.mockRestore();
});
