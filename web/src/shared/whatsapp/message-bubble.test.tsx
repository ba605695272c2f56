import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { firstTemplates } from "../../../tests/fake-api/fixtures";
import { templateMessage, type WhatsAppMessage } from "./message";
import { MessageBubble } from "./message-bubble";

function show(name: string, change: Partial<WhatsAppMessage> = {}) {
  const template = firstTemplates().find((each) => each.name === name);
  if (!template) throw new Error(`no template ${name}`);
  render(
    <MessageBubble message={{ ...templateMessage(template), ...change }} language={template.language} />,
  );
}

test("a template shows its header, text, footer and buttons", () => {
  show("order_shipped");
  expect(screen.getByText("Image")).toBeVisible();
  expect(screen.getByText("{{1}}").closest("strong")).not.toBeNull();
  expect(screen.getByText("Asha Sarees, Jaipur")).toBeVisible();
  expect(screen.getByText("Track order")).toBeVisible();
  expect(screen.getByText("Talk to us")).toBeVisible();
});

test.each([
  ["invoice_ready", "Document"],
  ["care_video", "Video"],
  ["delivery_location", "Location"],
  ["payment_reminder", "Payment due"],
])("%s has its header drawn", (name, text) => {
  show(name);
  expect(screen.getByText(text)).toBeVisible();
});

test("a picture that does not load leaves its place, not a broken frame", () => {
  show("order_shipped", { header: { format: "IMAGE", text: null, url: "https://example.com/gone.jpg" } });
  fireEvent.error(screen.getByRole("img"));
  expect(screen.queryByRole("img")).toBeNull();
  expect(screen.getByText("Image")).toBeVisible();
});

test("a document is named after its file", () => {
  show("invoice_ready", {
    header: { format: "DOCUMENT", text: null, url: "https://example.com/a/INV-20418.pdf?x=1" },
  });
  expect(screen.getByText("INV-20418.pdf")).toBeVisible();
});

test("the text carries its language for the screen reader", () => {
  show("order_shipped_hindi");
  expect(screen.getByText("आशा साड़ीज़").closest("[lang]")).toHaveAttribute("lang", "hi");
});
