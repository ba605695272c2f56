import { expect, test } from "vitest";
import { replyDay } from "../../../tests/fake-api/analytics-routes";
import { barChart, CHART } from "./bars";
import { lastDays } from "./day-range";
import { addUp } from "./figures";

const days = [
  replyDay("2026-11-23", {
    inbound: 12,
    replied: 9,
    skipped: 3,
    skipped_by_reason: { quota: 1, not_text: 2 },
    prompt_tokens: 100,
    completion_tokens: 10,
  }),
  replyDay("2026-11-24", { inbound: 8, replied: 6, skipped: 1, waiting: 1, skipped_by_reason: { quota: 1 } }),
];

test("days add up, and the most frequent reason comes first", () => {
  expect(addUp([...days, replyDay("2026-11-25", { skipped_by_reason: { quota: 2 } })])).toEqual({
    inbound: 20,
    replied: 15,
    skipped: 4,
    waiting: 1,
    tokens: 110,
    reasons: [
      ["quota", 4],
      ["not_text", 2],
    ],
  });
});

test("a day's bar is as high as what came in, and stands on the ground", () => {
  const { bars, lines } = barChart(days);
  expect(lines).toEqual([20, 10, 0]);
  const [{ answered, unanswered } = { answered: null, unanswered: null }] = bars;
  expect(answered).toEqual({ y: CHART.height - CHART.height * (9 / 20), height: CHART.height * (9 / 20) });
  expect(unanswered).toEqual({ y: CHART.height * (8 / 20), height: CHART.height * (3 / 20) });
});

test("the last days end with today in India", () => {
  expect(lastDays(7, new Date("2026-11-23T20:00:00Z"))).toEqual({ from: "2026-11-18", to: "2026-11-24" });
});
