import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderApp } from "../../../../tests/render-app";

async function openThread(id: string) {
  const app = renderApp(`/inbox/${id}`);
  return { ...app, messages: await screen.findByRole("region", { name: "Messages" }) };
}

/** The message whose bubble holds this text. */
function holding(messages: HTMLElement, text: string | RegExp): HTMLElement {
  const item = within(messages).getByText(text).closest<HTMLElement>("ol > li");
  if (!item) throw new Error(`no message with ${String(text)}`);
  return item;
}

test.each([
  [
    "a template as sent",
    "On its way",
    ["Asha Sarees, Jaipur", "Track order", "November dispatch notices", "🙏"],
  ],
  ["a quote", /when will it reach me/, ["In reply to us", "Hi Priya, your order AS-20418 has left"]],
  ["an AI reply", /reach you on Thursday/, ["Answered by AI", "gpt-5-mini · 450 tokens · 1.2 s"]],
  ["a photo with its caption", "This is the address slip", ["Photo", "Forwarded", "image/jpeg"]],
  ["a voice message", "Voice message", ["audio/ogg"]],
  ["a document by its name", "bill.pdf", ["Document · application/pdf"]],
  ["a place", "Dadar", ["Dadar West, Mumbai", "Open the map"]],
  ["a contact", "Leena D'Souza", ["+91 99201 12233"]],
  ["a tapped button", "I need help", ["Tapped a template’s button"]],
  ["a form with its answers", "delivery city", ["Pune", "Mon, Tue"]],
  ["an order", /Order of/, ["2 × SAREE-118", "₹8,598", "Please gift-wrap it"]],
  ["a system line", "User changed their phone number", []],
  ["what WhatsApp keeps", /does not hand this message on/, ["poll creation"]],
  ["a reaction without its message", /Reacted 👍/, []],
  ["an unknown type", /“holo gram”/, []],
  ["an edit with what it was", "Two sarees, please", ["Edited", "One saree, please"]],
  ["a deletion", "Never mind", ["Deleted by the customer"]],
  ["an advertisement", "I saw your Diwali collection", ["Came from an advertisement", "Diwali silks"]],
  [
    "a failure",
    /more than 24 hours have passed/,
    ["Meta code 1,31,047".replaceAll(",", ""), "Only an approved template may be sent now"],
  ],
])("%s is shown for what it is", async (_kind, text, also) => {
  const { messages } = await openThread("2-1");
  const item = holding(messages, text);
  for (const words of also) expect(item.textContent.replaceAll("\u00a0", " ")).toContain(words);
});

test("a form's token is Meta's and is not shown", async () => {
  const { messages } = await openThread("2-1");
  expect(within(messages).queryByText(/t-1/)).toBeNull();
});

test("the times of delivery are one press away", async () => {
  const { messages, user } = await openThread("2-1");
  const item = holding(messages, /reach you on Thursday/);
  await user.click(within(item).getByRole("button", { name: /Read/ }));
  expect(within(item).getByText("Delivered")).toBeVisible();
  expect(item.textContent.replaceAll("\u00a0", " ")).toContain("22 Nov 2026, 10:40 am IST");
});

test("days are days in India", async () => {
  const { messages } = await openThread("2-1");
  const headings = within(messages).getAllByRole("heading", { level: 2 });
  expect(headings).toHaveLength(2);
});

test("the head shows the customer, the number and the replies used", async () => {
  await openThread("2-1");
  expect(screen.getByRole("heading", { level: 1, name: "Priya Sharma" })).toBeVisible();
  expect(screen.getAllByText(/\+91 98765 43210/)[0]).toBeVisible();
  const meter = screen.getByRole("meter", { name: "12 of 40 AI replies used" });
  expect(meter).toHaveAttribute("aria-valuenow", "12");
});

test("a customer without a phone number, who opted out and has no replies left", async () => {
  await openThread("3-2");
  expect(screen.getByText("No phone number shown · @meera.k")).toBeVisible();
  expect(screen.getByText("No marketing: opted out")).toBeVisible();
  expect(screen.getByText("AI no longer answers")).toBeVisible();
  expect(screen.getByText("Older messages were deleted after 90 days.")).toBeVisible();
});

test("older messages come when asked for, above the others", async () => {
  const { messages, user } = await openThread("4-1");
  expect(within(messages).queryByText("Line 70")).toBeNull();
  await user.click(within(messages).getByRole("button", { name: "Load older messages" }));
  expect(await within(messages).findByText("Line 70")).toBeVisible();
  const lines = within(messages).getAllByText(/^Line/);
  expect(lines[0]).toHaveTextContent("Line 21");
  expect(lines.at(-1)).toHaveTextContent("Line 120");
});

test("a conversation that is no more says so and leads back", async () => {
  renderApp("/inbox/999-1?q=98");
  expect(await screen.findByRole("heading", { name: "There is no such conversation" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Back to the inbox" })).toHaveAttribute("href", "/inbox?q=98");
});
