import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { firstTemplates } from "../../../../tests/fake-api/fixtures";
import { fakeState, resetFakeServer } from "../../../../tests/fake-server";
import { renderApp } from "../../../../tests/render-app";

const CSV = new File(["Phone,{{Media}},{{1}},{{2}},{{3}}\n"], "november.csv", { type: "text/csv" });

// A short list keeps the queries by role quick.
const TEMPLATES = firstTemplates().slice(0, 11);

async function compose(file: File) {
  resetFakeServer({ templates: TEMPLATES });
  const app = renderApp("/campaigns/new");
  const { user } = app;
  await user.type(await screen.findByLabelText("Campaign name"), "November dispatch");
  await user.click(screen.getByRole("button", { name: /Send from/ }));
  await user.click(await screen.findByRole("option", { name: /^Asha Sarees \+91/ }));
  await user.click(await screen.findByRole("checkbox", { name: /^order_shipped English/ }));
  await user.upload(screen.getByLabelText(/Drop your CSV/), file);
  return app;
}

test("from nothing to a running campaign", async () => {
  const { user, address } = await compose(CSV);
  expect(screen.getByRole("columnheader", { name: "{{Media}}" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Check the file" }));

  expect(await screen.findByText("november.csv: 10,037 rows checked")).toBeVisible();
  expect(screen.getByText("The phone number has 10 digits: put 91 in front")).toBeVisible();
  expect(screen.getByText("Row 14, 15, 902, …")).toBeVisible();
  expect(screen.getByText("2 min 46 s")).toBeVisible();
  const plan = screen.getByRole("region", { name: "What happens on Start" });
  expect(plan).toHaveTextContent(/In about 22.min, after 77,190 messages of campaigns before it/);
  expect(plan).toHaveTextContent(/about 2 min 46 s at 60\/s/);
  const warnings = screen.getByRole("region", { name: "Before you start" });
  expect(within(warnings).getByText("More people than Meta’s limit allows today")).toBeVisible();
  expect(within(warnings).getByText(/Split the list over several days/)).toBeVisible();
  expect(screen.getAllByText("Priya")).toHaveLength(3);

  await user.click(screen.getByRole("button", { name: "Start sending" }));
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog).toHaveTextContent("Send to 9,950 contacts now?");
  await user.click(within(dialog).getByRole("button", { name: "Send to 9,950 contacts" }));

  await screen.findByRole("heading", { name: "November dispatch" });
  expect(address()).toBe("/campaigns/99");
});

test("nothing is created before the last question is answered", async () => {
  const { user } = await compose(CSV);
  const before = fakeState().campaigns.length;
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  await user.click(await screen.findByRole("button", { name: "Start sending" }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Cancel" }));
  expect(fakeState().campaigns).toHaveLength(before);
});

test("a wrong header is told in the server's words and the draft stays", async () => {
  const { user } = await compose(new File(["Mobile\n"], "wrong.csv", { type: "text/csv" }));
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("wrong.csv starts without Phone.");
  expect(alert).toHaveTextContent("Make the first row");
  expect(screen.getByLabelText("Campaign name")).toHaveValue("November dispatch");
});

test("going back to change something keeps the draft", async () => {
  const { user } = await compose(CSV);
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  await user.click(await screen.findByRole("button", { name: "Change something" }));
  expect(await screen.findByLabelText("Campaign name")).toHaveValue("November dispatch");
  expect(screen.getByText("november.csv")).toBeVisible();
  expect(await screen.findByRole("checkbox", { name: /^order_shipped English/ })).toBeChecked();
});

test("an empty form says what is missing and asks the server nothing", async () => {
  const { user } = renderApp("/campaigns/new");
  await user.click(await screen.findByRole("button", { name: "Check the file" }));
  expect(await screen.findByText("Give the campaign a name")).toBeVisible();
  expect(screen.getByText("Choose the number that sends")).toBeVisible();
  expect(screen.getByText("Add the CSV file with your contacts")).toBeVisible();
});

test("a template that cannot be sent is shown with its reason and cannot be chosen", async () => {
  await compose(CSV);
  const option = screen.getByRole("checkbox", { name: /^diwali_sale/, hidden: true });
  expect(option).toBeDisabled();
  expect(option).toHaveAccessibleName(/campaigns send UTILITY only/);
});

test("without an active number the page says what to do first", async () => {
  resetFakeServer({ numbers: [] });
  renderApp("/campaigns/new");
  expect(await screen.findByText("Connect a number first")).toBeVisible();
});

test("a set time is shown in IST and never in UTC, with what is checked then", async () => {
  const { user } = await compose(CSV);
  await user.click(screen.getByRole("radio", { name: "At a set time" }));
  await user.type(await screen.findByLabelText("Day and time (IST)"), "2099-11-25T10:00");
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  const plan = await screen.findByRole("region", { name: "What happens on Schedule" });
  expect(plan).toHaveTextContent(/10:21 am IST, after 77,190 messages/);
  expect(plan).toHaveTextContent(/checked once more then/);
  await user.click(screen.getByRole("button", { name: "Schedule" }));
  expect(await screen.findByRole("alertdialog")).toHaveTextContent(/cannot be edited/);
  expect(document.body).not.toHaveTextContent(/04:30|UTC/);
});
