import { expect, test } from "vitest";
import { ApiProblem, asProblem, problemFromBody } from "./problem";

test("problem JSON keeps its words", () => {
  const problem = problemFromBody(422, {
    title: "The CSV's header is wrong",
    detail: "november.csv starts with Mobile.",
    code: "csv_header",
    mend: "Call the first column Phone.",
    errors: [{ field: "file", message: "unknown column Mobile" }],
  });
  expect(problem).toMatchObject({ status: 422, code: "csv_header", mend: "Call the first column Phone." });
  expect(problem.fieldErrors).toEqual([{ field: "file", message: "unknown column Mobile" }]);
});

test.each([null, "<html>Bad gateway</html>", { message: "x" }])(
  "an answer of %j still becomes words",
  (body) => {
    expect(problemFromBody(502, body)).toMatchObject({ code: "unexpected_answer", status: 502 });
  },
);

test("a fault of the dashboard itself is a problem too", () => {
  expect(asProblem(new TypeError("x is undefined"))).toMatchObject({
    code: "dashboard_fault",
    detail: "x is undefined",
  });
  const problem = problemFromBody(500, null);
  expect(asProblem(problem)).toBe(problem);
  expect(problem).toBeInstanceOf(ApiProblem);
});
