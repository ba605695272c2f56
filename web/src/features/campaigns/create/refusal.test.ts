import { expect, test } from "vitest";
import { ApiProblem } from "@/api/problem";
import { partOf } from "./refusal";

const problem = (fields: Partial<ConstructorParameters<typeof ApiProblem>[0]>) =>
  new ApiProblem({
    status: 422,
    code: "unknown",
    title: "Refused",
    detail: null,
    mend: null,
    fieldErrors: [],
    ...fields,
  });

test.each([
  ["bad_header", "file"],
  ["too_many_rows", "file"],
  ["not_enough_columns", "file"],
  ["template_not_sendable", "templates"],
  ["number_inactive", "name"],
  ["schedule_in_past", "start"],
  ["unavailable", null],
])("%s is about %s", (code, part) => {
  expect(partOf(problem({ code }))).toBe(part);
});

test("a named field says more than the code", () => {
  const fieldErrors = [{ field: "scheduled_at", message: "has no offset" }];
  expect(partOf(problem({ code: "invalid_input", fieldErrors }))).toBe("start");
});

test("a body that a proxy found too large is about the file", () => {
  expect(partOf(problem({ status: 413, code: "unexpected_answer" }))).toBe("file");
});
