import { expect, test } from "vitest";
import { formatDuration } from "./duration";

test.each([
  [0.2, "under 1 s"],
  [59, "59 s"],
  [166, "2 min 46 s"],
  [3_600, "1 h"],
  [3_605, "1 h"],
  [4_350, "1 h 12 min"],
  [90_061, "1 d 1 h"],
])("%d seconds read %j", (seconds, words) => {
  expect(formatDuration(seconds).replaceAll("\u00a0", " ")).toBe(words);
});
