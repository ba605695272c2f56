import { expect, test } from "vitest";
import { rowAfter } from "./row-keys";

test.each([
  ["ArrowDown", 0, 1],
  ["ArrowUp", 5, 4],
  ["Home", 5, 0],
  ["End", 5, 9],
])("%s leads from row %i to %i", (key, at, next) => {
  expect(rowAfter(key, at, 10)).toBe(next);
});

test.each([
  ["ArrowUp", 0],
  ["ArrowDown", 9],
  ["Enter", 3],
  ["ArrowDown", Number.NaN],
])("%s at %d is left to the browser", (key, at) => {
  expect(rowAfter(key, at, 10)).toBeNull();
});
