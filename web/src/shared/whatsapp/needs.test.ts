import { expect, test } from "vitest";
import { csvHeader, csvNeeds, needsText } from "./needs";

test("several templates need the widest row of them", () => {
  const needs = csvNeeds([
    { variable_count: 3, header_format: "TEXT" },
    { variable_count: 1, header_format: "IMAGE" },
  ]);
  expect(csvHeader(needs)).toEqual(["Phone", "{{Media}}", "{{1}}", "{{2}}", "{{3}}"]);
});

test("a template without variables needs phone numbers only", () => {
  expect(csvHeader(csvNeeds([{ variable_count: 0, header_format: null }]))).toEqual(["Phone"]);
});

test("the list says what a template needs", () => {
  expect(needsText({ variable_count: 1, header_format: "DOCUMENT" })).toBe("Document · 1 variable");
  expect(needsText({ variable_count: 0, header_format: "TEXT" })).toBe("No variables");
});
