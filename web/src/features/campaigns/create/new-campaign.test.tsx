import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { afterEach, expect, test, vi } from "vitest";
import { firstTemplates } from "../../../../tests/fake-api/fixtures";
import { problem } from "../../../../tests/fake-api/route";
import { fakeState, resetFakeServer, server } from "../../../../tests/fake-server";
import { startLanguage } from "@/shared/i18n/i18n";
import { renderApp } from "../../../../tests/render-app";

const CSV = new File(["Phone,{{Media}},{{1}},{{2}},{{3}}\n"], "november.csv", { type: "text/csv" });

afterEach(() => vi.restoreAllMocks());

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
  expect(screen.getByText("2 min 46 s")).toBeVisible();
  const plan = screen.getByRole("region", { name: "What happens on Start" });
  expect(plan).toHaveTextContent(/In about 22.min/);
  expect(plan).toHaveTextContent("“November dispatch notices” (Running): 68,770 messages left");
  expect(plan).toHaveTextContent(/about 2 min 46 s at 60\/s/);
  const warnings = screen.getByRole("region", { name: "Before you start" });
  expect(within(warnings).getByText("More people than Meta’s limit allows today")).toBeVisible();
  expect(within(warnings).getByText(/Split the list over several days/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Start sending" }));
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog).toHaveTextContent("Send to 9,950 contacts now?");
  await user.click(within(dialog).getByRole("button", { name: "Send to 9,950 contacts" }));

  await screen.findByRole("heading", { name: "November dispatch" });
  expect(address()).toBe("/campaigns/99");
});

test("the file is checked by itself once all that counts is there", async () => {
  const { user } = await compose(CSV);
  expect(await screen.findByText("9,950 contacts will get a message")).toBeVisible();
  expect(screen.getByText(/87 of 10,037 rows are left out/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Review and start" }));
  expect(await screen.findByText("november.csv: 10,037 rows checked")).toBeVisible();

  await user.click(screen.getByRole("button", { name: "Change something" }));
  await user.click(await screen.findByRole("switch", { name: /Skip duplicates/ }));
  expect(screen.queryByText("9,950 contacts will get a message")).toBeNull();
});

test("the rows that are left out are shown by reason, and come as a file", async () => {
  const { user } = await compose(CSV);
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  const left = await screen.findByRole("region", { name: "87 rows are left out" });
  const table = () => within(left).getAllByRole("row").length - 1;
  expect(table()).toBe(9);
  await user.click(within(left).getByRole("button", { name: /^The phone number has 10 digits.*31 rows$/ }));
  expect(table()).toBe(3);
  expect(within(left).getByText("3 of 31 rows are shown here, the first of each reason.")).toBeVisible();

  // A click on the link of a download would leave the page here.
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
  const saved = vi.spyOn(URL, "createObjectURL");
  await user.click(within(left).getByRole("button", { name: "Download these rows" }));
  await waitFor(() => expect(saved).toHaveBeenCalledOnce());
  expect(await (saved.mock.calls[0]?.[0] as Blob).text()).toContain("Phone,{{1}},Row,Reason");
});

test("the messages are looked at row by row", async () => {
  const { user } = await compose(CSV);
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  const rows = await screen.findByRole("group", { name: "Row shown for order_shipped" });
  expect(rows).toHaveTextContent("Row 3");
  expect(within(rows).getByRole("button", { name: "Earlier row" })).toBeDisabled();
  await user.click(within(rows).getByRole("button", { name: "Later row" }));
  expect(rows).toHaveTextContent("Row 4");
  expect(screen.getByText("AS-20404")).toBeVisible();
});

test("a refusal at the very end leads back to its part of the form, with everything kept", async () => {
  const { user } = await compose(CSV);
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  await user.click(await screen.findByRole("button", { name: "Start sending" }));
  server.use(
    http.post("*/api/campaigns", () =>
      problem(
        422,
        "template_not_sendable",
        "A template cannot be sent",
        "Template 'order_shipped' is paused.",
        null,
      ),
    ),
  );
  await user.click(await screen.findByRole("button", { name: "Send to 9,950 contacts" }));
  const templates = await screen.findByRole("region", { name: "Templates" });
  expect(await within(templates).findByRole("alert")).toHaveTextContent(
    "Template 'order_shipped' is paused.",
  );
  expect(screen.getByLabelText("Campaign name")).toHaveValue("November dispatch");
});

test("a lost answer is asked again under the same name, so that nobody gets it twice", async () => {
  const { user } = await compose(CSV);
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  await user.click(await screen.findByRole("button", { name: "Start sending" }));
  const requests: unknown[] = [];
  server.use(
    http.post("*/api/campaigns", async ({ request }) => {
      requests.push((await request.clone().formData()).get("request_id"));
      return requests.length === 1 ? HttpResponse.error() : undefined;
    }),
  );
  await user.click(await screen.findByRole("button", { name: "Send to 9,950 contacts" }));
  expect(await screen.findByText(/the same campaign is never made twice/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Send to 9,950 contacts" }));
  await screen.findByRole("heading", { name: "November dispatch" });
  expect(requests[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(requests[1]).toBe(requests[0]);
});

test("leaving unfinished work asks first; finishing it does not", async () => {
  const { user, address } = await compose(CSV);
  await user.click(screen.getByRole("link", { name: "Campaigns", current: false }));
  const question = await screen.findByRole("alertdialog", { name: "Leave this campaign unfinished?" });
  await user.click(within(question).getByRole("button", { name: "Stay here" }));
  expect(screen.getByLabelText("Campaign name")).toHaveValue("November dispatch");
  await user.click(screen.getByRole("link", { name: "Campaigns", current: false }));
  await user.click(await screen.findByRole("button", { name: "Leave" }));
  await screen.findByRole("heading", { name: "Campaigns" });
  expect(address()).toBe("/campaigns");
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
  expect(option).toHaveAccessibleName(/campaigns send Utility templates only/);
});

test("without an active number the page says what to do first", async () => {
  resetFakeServer({ numbers: [] });
  renderApp("/campaigns/new");
  expect(await screen.findByText("Connect a number first")).toBeVisible();
});

test("a set time is shown in IST and never in UTC, with what is checked then", async () => {
  const { user } = await compose(CSV);
  await user.click(screen.getByRole("radio", { name: "At a set time" }));
  const time = await screen.findByLabelText("Day and time (IST)");
  fireEvent.change(time, { target: { value: "2020-01-01T09:00" } });
  expect(await screen.findByText("This time has passed. Choose a later one.")).toBeVisible();
  fireEvent.change(time, { target: { value: "2099-11-25T10:00" } });
  expect(screen.queryByText("This time has passed. Choose a later one.")).toBeNull();
  expect(screen.getByText(/^Wednesday, 25.Nov.2099, 10:00.am.IST: in/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  const plan = await screen.findByRole("region", { name: "What happens on Schedule" });
  expect(plan).toHaveTextContent(/About 25 Nov 2099, 10:21 am IST/);
  expect(plan).toHaveTextContent(/checked once more then/);
  await user.click(screen.getByRole("button", { name: "Schedule" }));
  expect(await screen.findByRole("alertdialog")).toHaveTextContent(/cannot be edited/);
  expect(document.body).not.toHaveTextContent(/04:30|UTC/);
});

test("another language finds the draft as it was", async () => {
  const { user } = await compose(CSV);
  await user.keyboard("{Control>}k{/Control}");
  await user.type(await screen.findByRole("combobox"), "हिन्दी");
  await user.click(await screen.findByRole("option", { name: /हिन्दी/ }));
  await screen.findByRole("heading", { level: 1, name: "नया कैंपेन" });

  expect(await screen.findByDisplayValue("November dispatch")).toBeVisible();
  expect(screen.getByRole("checkbox", { checked: true })).toHaveAccessibleName(/^order_shipped/);
  expect(screen.getByText(/november\.csv/)).toBeVisible();
  localStorage.setItem("harkara-language", "en");
  await act(startLanguage);
});
