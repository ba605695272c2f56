import { expect, test } from "vitest";
import { deedOf, isPaletteKey } from "./shortcuts";

const stroke = (key: string, fields: Partial<KeyboardEvent> = {}) => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...fields,
});

test("the palette opens with Ctrl or Cmd and K, not with more keys held", () => {
  expect(isPaletteKey(stroke("k", { ctrlKey: true }))).toBe(true);
  expect(isPaletteKey(stroke("K", { metaKey: true }))).toBe(true);
  expect(isPaletteKey(stroke("k"))).toBe(false);
  expect(isPaletteKey(stroke("K", { ctrlKey: true, shiftKey: true }))).toBe(false);
});

test("g leads to a page", () => {
  expect(deedOf(stroke("g"), false)).toBe("lead");
  expect(deedOf(stroke("i"), true)).toEqual({ go: "/inbox" });
  expect(deedOf(stroke("x"), true)).toBeNull();
});

test("single keys", () => {
  expect(deedOf(stroke("?", { shiftKey: true }), false)).toEqual({ open: "shortcuts" });
  expect(deedOf(stroke("/"), false)).toEqual({ focus: "search" });
  expect(deedOf(stroke("c"), false)).toEqual({ go: "/campaigns/new" });
  expect(deedOf(stroke("i"), false)).toBeNull();
});

test("a Hindi keyboard's keys count by their place", () => {
  expect(deedOf(stroke("ु", { code: "KeyG" }), false)).toBe("lead");
  expect(deedOf(stroke("य", { code: "Slash" }), false)).toEqual({ focus: "search" });
});

test("the browser's own combinations stay the browser's", () => {
  expect(deedOf(stroke("c", { ctrlKey: true }), false)).toBeNull();
  expect(deedOf(stroke("g", { metaKey: true }), false)).toBeNull();
});
