import { expect, test } from "vitest";
import { failedAfterSending, funnel, progressShare, secondsLeft } from "./campaign-progress";

const totals = {
  valid_contacts: 1_000,
  total_sent: 600,
  total_delivered: 540,
  total_read: 270,
  total_failed: 30,
  total_processed: 620,
};

test("progress counts what has left the line, sent or refused", () => {
  expect(progressShare(totals)).toBe(0.62);
});

test("messages that failed after they were sent are told apart from those that never left", () => {
  expect(failedAfterSending(totals)).toBe(10);
});

test("a campaign without contacts has no progress and divides nothing by zero", () => {
  const nobody = {
    valid_contacts: 0,
    total_sent: 0,
    total_delivered: 0,
    total_read: 0,
    total_failed: 0,
    total_processed: 0,
  };
  expect(progressShare(nobody)).toBe(0);
  expect(funnel(nobody).map(({ rate }) => rate)).toEqual([null, null, null]);
});

test("each stage is measured against the one before, its bar against all", () => {
  expect(funnel(totals).map(({ rate, share }) => [rate, share])).toEqual([
    [0.6, 0.6],
    [0.9, 0.54],
    [0.5, 0.27],
  ]);
});

test("the time left follows the speed and is unknown without one", () => {
  expect(secondsLeft(totals, 38)).toBe(10);
  expect(secondsLeft(totals, 0)).toBeNull();
  expect(secondsLeft(totals, null)).toBeNull();
});
