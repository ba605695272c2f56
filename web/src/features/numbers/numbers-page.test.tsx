import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { newNumber, SESSION } from "../../../tests/fake-api/fixtures";
import { BAD_TOKEN } from "../../../tests/fake-api/number-routes";
import { fakeState, resetFakeServer } from "../../../tests/fake-server";
import { renderApp } from "../../../tests/render-app";

async function openForm() {
  const app = renderApp("/numbers");
  await app.user.click(await screen.findByRole("button", { name: "Connect a number" }));
  await screen.findByRole("dialog");
  return app;
}

test("a number is tested, then connected", async () => {
  const { user } = await openForm();
  await user.type(screen.getByLabelText("Display name"), "Asha Boutique");
  await user.type(screen.getByLabelText("Phone Number ID"), "106500000000009");
  await user.type(screen.getByLabelText("Access token"), "EAAG-new");
  await user.click(screen.getByRole("button", { name: "Test Connection" }));
  const result = (await screen.findByText("The connection works")).closest<HTMLElement>("[role=status]");
  expect(result).toHaveTextContent("Asha Boutique · +91 80450 00009");
  expect(result).toHaveTextContent(
    /QualityHigh.*Daily limit10,000 people.*Speed at Meta80\/s.*more than 100/,
  );
  expect(fakeState().numbers).toHaveLength(3);

  await user.click(screen.getByRole("button", { name: "Connect number" }));
  expect(await screen.findByRole("heading", { name: "Asha Boutique" })).toBeVisible();
});

test("a refused token is told in Meta's words with the mend", async () => {
  const { user } = await openForm();
  await user.type(screen.getByLabelText("Phone Number ID"), "106500000000009");
  await user.type(screen.getByLabelText("Access token"), BAD_TOKEN);
  await user.click(screen.getByRole("button", { name: "Test Connection" }));
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("Meta refused the access token");
  expect(alert).toHaveTextContent("Make a new token");
});

test("a phone number in place of its ID is caught before Meta is asked", async () => {
  const { user } = await openForm();
  await user.type(screen.getByLabelText("Phone Number ID"), "+91 98765 43210");
  await user.click(screen.getByRole("button", { name: "Test Connection" }));
  expect(await screen.findByText(/It is not the phone number itself/)).toBeVisible();
});

test("the sandbox fills in its second number; the real thing offers no such help", async () => {
  const { user } = await openForm();
  await user.click(screen.getByRole("button", { name: "Fill these in" }));
  expect(screen.getByLabelText("Phone Number ID")).toHaveValue("106540352242923");
});

test("outside the sandbox there is no hint", async () => {
  resetFakeServer({ session: { ...SESSION, sandbox: false } });
  await openForm();
  expect(screen.queryByRole("button", { name: "Fill these in" })).toBeNull();
});

test("a number in use is not deleted, and the dialog says why", async () => {
  const { user } = renderApp("/numbers");
  const card = (await screen.findByRole("heading", { name: "Asha Sarees" })).closest("li");
  await user.click(within(card as HTMLElement).getByRole("button", { name: "Delete" }));
  const dialog = await screen.findByRole("alertdialog");
  await user.click(within(dialog).getByRole("button", { name: "Delete number" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("Stop its running campaigns");
  expect(await within(dialog).findByRole("link", { name: "November dispatch notices" })).toHaveAttribute(
    "href",
    expect.stringMatching(/^\/campaigns\/\d+$/),
  );
  expect(fakeState().numbers).toHaveLength(3);
});

test("a sync says what it found", async () => {
  const { user } = renderApp("/numbers");
  const card = (await screen.findByRole("heading", { name: "Asha Sarees" })).closest("li") as HTMLElement;
  await user.click(within(card).getByRole("button", { name: "Sync templates" }));
  const result = within(card).getByRole("region", { name: "Template sync of Asha Sarees" });
  await waitFor(() => expect(result).toHaveTextContent("2 new, 1 changed · just"));
  expect(result).toHaveTextContent("Asha Sarees: 81 templates");
});

test("an inactive number says what to do and cannot be synced", async () => {
  renderApp("/numbers");
  const card = (await screen.findByRole("heading", { name: "Old store" })).closest("li") as HTMLElement;
  expect(within(card).getByRole("status")).toHaveTextContent("enter it here: history and rate are kept");
  expect(within(card).getByRole("button", { name: "Sync templates" })).toBeDisabled();
});

test("a new token is all that is asked for to bring an inactive number back", async () => {
  const { user } = renderApp("/numbers");
  const card = (await screen.findByRole("heading", { name: "Old store" })).closest("li") as HTMLElement;
  await user.click(within(card).getByRole("button", { name: "Enter a new token" }));
  const drawer = await screen.findByRole("dialog", { name: "New token for Old store" });
  expect(within(drawer).queryByLabelText("Phone Number ID")).toBeNull();
  await user.click(within(drawer).getByRole("button", { name: "Use this token" }));
  expect(await within(drawer).findByText("Paste the access token")).toBeVisible();
  await user.type(within(drawer).getByLabelText("Access token"), "EAAG-renewed");
  await user.click(within(drawer).getByRole("button", { name: "Use this token" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const renewed = (await screen.findByRole("heading", { name: "Old store" })).closest("li") as HTMLElement;
  await waitFor(() => expect(within(renewed).queryByText("Inactive")).toBeNull());
  expect(fakeState().numbers).toHaveLength(3);
});

test("a link leads to one number, which takes the focus", async () => {
  renderApp("/numbers#number-2");
  const card = (await screen.findByRole("heading", { name: "Asha Sarees Support" })).closest("li");
  await waitFor(() => expect(card).toHaveFocus());
});

test("each number shows its day", async () => {
  renderApp("/numbers");
  const today = await screen.findByRole("region", { name: "Today’s figures of Asha Sarees" });
  await waitFor(() => expect(today).toHaveTextContent("Sent1,48,210"));
  const idle = screen.getByRole("region", { name: "Today’s figures of Old store" });
  expect(idle).toHaveTextContent("Sent0");
});

async function openHistory(name: string) {
  const { user } = renderApp("/numbers");
  const card = (await screen.findByRole("heading", { name })).closest("li") as HTMLElement;
  await user.click(within(card).getByText("Rate history"));
  return card;
}

test("a number shows its rate, Meta's limit and how the rate changed", async () => {
  const card = await openHistory("Asha Sarees");
  expect(within(card).getByText("60/s")).toBeVisible();
  expect(within(card).getByText("80/s")).toBeVisible();
  expect(within(card).getByText("Level Standard")).toBeVisible();
  expect(within(card).getByText("72/s")).toBeVisible();
  const table = await within(card).findByRole("table", { name: /Changes of Asha Sarees/ });
  const [, newest, ...older] = within(table).getAllByRole("row");
  expect(newest).toHaveTextContent("79 to 80");
  expect(newest).toHaveTextContent("Meta’s limit");
  expect(newest).toHaveTextContent("IST");
  expect(older).toHaveLength(6);
});

test("a rate that never changed teaches how it will", async () => {
  const card = await openHistory("Asha Sarees Support");
  expect(await within(card).findByText(/rises by 10 %/)).toBeVisible();
  expect(within(card).queryByRole("table")).toBeNull();
});

test("each number shows the last sync of its account and a token that ends soon", async () => {
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString();
  resetFakeServer({
    numbers: [
      newNumber({ id: 1, display_name: "Asha Sarees", token_expires_at: soon }),
      newNumber({ id: 2, display_name: "New store", waba_id: "20870000000009" }),
    ],
  });
  renderApp("/numbers");
  expect(await screen.findByText(/The access token ends on/)).toBeVisible();
  const shared = screen.getByRole("region", { name: "Template sync of Asha Sarees" });
  expect(await within(shared).findByText("Asha Sarees, Asha Sarees Support")).toBeVisible();
  expect(screen.getByRole("region", { name: "Template sync of New store" })).toHaveTextContent("Never");
});
