import { expect, test } from "vitest";
import { firstTemplates } from "../../../tests/fake-api/fixtures";
import { templateStates } from "./template-states";

function labels(fields: Partial<Parameters<typeof templateStates>[0]>): string[] {
  const [template] = firstTemplates();
  if (!template) throw new Error("the fake API has no templates");
  return templateStates({ ...template, ...fields }).map(({ label }) => label);
}

test("a template nothing is wrong with is approved", () => {
  expect(labels({})).toEqual(["Approved"]);
});

test("every obstacle is named, not only the first", () => {
  expect(labels({ status: "PAUSED", is_quarantined: true, quality_score: "RED" })).toEqual([
    "Paused",
    "Quarantined",
    "Low quality",
  ]);
});

test("low quality alone is no approval: it cannot be sent", () => {
  expect(labels({ quality_score: "RED" })).toEqual(["Low quality"]);
});

test("what is announced stands beside what is", () => {
  expect(labels({ correct_category: "MARKETING", quality_score: "YELLOW" })).toEqual([
    "Approved",
    "Medium quality",
    "Becomes Marketing",
  ]);
  expect(labels({ correct_category: "UTILITY" })).toEqual(["Approved"]);
});

test("what is gone is only that", () => {
  expect(labels({ is_active: false, status: "PAUSED" })).toEqual(["Gone from WhatsApp"]);
});
