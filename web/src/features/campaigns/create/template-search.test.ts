import { expect, test } from "vitest";
import { firstTemplates } from "../../../../tests/fake-api/fixtures";
import { findTemplates } from "./template-search";

const names = (search: string, chosen: number[] = []) =>
  findTemplates(firstTemplates(), search, chosen).sendable.map(({ name }) => name);

test("names, texts and Hindi are searched, all words must fit", () => {
  expect(names("shipped")).toEqual(["order_shipped", "order_shipped_hindi"]);
  expect(names("धन्यवाद")).toEqual(["order_shipped_hindi"]);
  expect(names("shipped JAIPUR")).toEqual(["order_shipped"]);
});

test("what is chosen stays in sight whatever is searched", () => {
  const shipped = firstTemplates().find(({ name }) => name === "order_shipped");
  expect(names("no such words", shipped && [shipped.id])).toEqual(["order_shipped"]);
});

test("what cannot be sent stands apart", () => {
  const { sendable, others } = findTemplates(firstTemplates(), "", []);
  expect(others.map(({ name }) => name)).toEqual([
    "diwali_sale",
    "login_code",
    "refund_started",
    "festive_hours",
  ]);
  expect(sendable.every(({ is_sendable }) => is_sendable)).toBe(true);
});
