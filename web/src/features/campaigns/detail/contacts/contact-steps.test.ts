import { expect, test } from "vitest";
import { contactDetail } from "../../../../../tests/fake-api/campaign-detail";
import { stepsOf } from "./contact-steps";

const names = (fields: Partial<Parameters<typeof stepsOf>[0]>) =>
  stepsOf({
    ...contactDetail(1),
    sent_at: null,
    delivered_at: null,
    read_at: null,
    failed_at: null,
    ...fields,
  }).map(({ name, at }) => `${name}${at === null ? "?" : ""}`);

test("the steps taken, and the next that may come", () => {
  expect(names({ status: "pending" })).toEqual(["uploaded", "sent?"]);
  expect(names({ status: "sent", sent_at: "x" })).toEqual(["uploaded", "sent", "delivered?"]);
  expect(names({ status: "read", sent_at: "x", delivered_at: "x", read_at: "x" })).toEqual([
    "uploaded",
    "sent",
    "delivered",
    "read",
  ]);
});

test("after a failure, and for a row that is not valid, nothing more comes", () => {
  expect(names({ status: "failed", sent_at: "x", failed_at: "x" })).toEqual(["uploaded", "sent", "failed"]);
  expect(names({ status: "invalid" })).toEqual(["uploaded"]);
});
