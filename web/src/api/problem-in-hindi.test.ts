import { expect, test } from "vitest";
import { inHindi } from "../../tests/in-hindi";
import { noAnswer, problemFromBody } from "./problem";

inHindi();

const said = {
  title: "The {{Media}} column is missing",
  detail: "november.csv has no {{Media}} column.",
  mend: "Add a column {{Media}}.",
};

test("what happened and what to do are told in Hindi, the names of things as the server wrote them", () => {
  const problem = problemFromBody(422, { ...said, code: "media_column_missing" });
  expect(problem.title).toBe("{{Media}} कॉलम नहीं है");
  expect(problem.mend).toContain("{{Media}} कॉलम जोड़ें");
  expect(problem.detail).toBe(said.detail);
});

test("advice for the very case, and codes of a newer server, stay in the server's words", () => {
  const dependent = problemFromBody(502, { ...said, code: "meta_refused" });
  expect([dependent.title, dependent.mend]).toEqual(["Meta ने मना कर दिया", said.mend]);
  const unknown = problemFromBody(422, { ...said, code: "from_the_future" });
  expect([unknown.title, unknown.mend]).toEqual([said.title, said.mend]);
});

test("where the server gives no advice, none is invented", () => {
  expect(problemFromBody(422, { ...said, mend: null, code: "media_column_missing" }).mend).toBeNull();
});

test("silence is told in Hindi too", () => {
  expect(noAnswer().title).toBe("Harkara से जवाब नहीं मिला");
});
