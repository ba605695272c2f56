import { expect, test } from "vitest";
import { message } from "../../../../tests/fake-api/messages";
import { byDay, continues } from "./days";

const text = { kind: "text", text: "Hello" } as const;
const at = (time: string, direction: "in" | "out" = "in") =>
  message(1, text, { at: `2026-11-23T${time}Z`, direction });

test("days begin at midnight in India", () => {
  const days = byDay([at("18:30:00"), at("18:29:59")]);
  expect(days.map(({ messages }) => messages.length)).toEqual([1, 1]);
});

test("messages of one side within three minutes stand together", () => {
  expect(continues(at("05:00:00"), at("05:02:59"))).toBe(true);
  expect(continues(at("05:00:00"), at("05:03:00"))).toBe(false);
  expect(continues(at("05:00:00"), at("05:00:01", "out"))).toBe(false);
  expect(continues(undefined, at("05:00:00"))).toBe(false);
});
