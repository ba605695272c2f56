/** What went wrong in a call to the API, in the words a person is shown (RFC 9457 problem JSON). */
import * as z from "zod";

const problemBody = z.object({
  title: z.string(),
  detail: z.string().nullish(),
  code: z.string().nullish(),
  mend: z.string().nullish(),
  errors: z.array(z.object({ field: z.string().nullish(), message: z.string() })).nullish(),
});

interface ProblemFields {
  /** HTTP status; 0 when no answer came. */
  status: number;
  code: string;
  title: string;
  detail: string | null;
  mend: string | null;
  fieldErrors: { field: string; message: string }[];
}

export class ApiProblem extends Error implements ProblemFields {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly mend: string | null;
  readonly fieldErrors: { field: string; message: string }[];

  constructor(fields: ProblemFields) {
    super(fields.detail ? `${fields.title}: ${fields.detail}` : fields.title);
    this.status = fields.status;
    this.code = fields.code;
    this.title = fields.title;
    this.detail = fields.detail;
    this.mend = fields.mend;
    this.fieldErrors = fields.fieldErrors;
  }
}

/** The problem in an error answer; answers that are not problem JSON (a proxy's page) become a plain one. */
export function problemFromBody(status: number, body: unknown): ApiProblem {
  const parsed = problemBody.safeParse(body);
  if (!parsed.success) return unexpectedAnswer(status);
  const { title, detail, code, mend, errors } = parsed.data;
  return new ApiProblem({
    status,
    code: code ?? "unknown",
    title,
    detail: detail ?? null,
    mend: mend ?? null,
    fieldErrors: (errors ?? []).map(({ field, message }) => ({ field: field ?? "", message })),
  });
}

export function noAnswer(): ApiProblem {
  return new ApiProblem({
    status: 0,
    code: "no_answer",
    title: "Harkara did not answer",
    detail: "The server could not be reached.",
    mend: "Check your connection and that `harkara run` is running, then try again.",
    fieldErrors: [],
  });
}

/** Any thrown value as a problem, so that every page shows errors in one way. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({
    status: 0,
    code: "unexpected",
    title: "Something went wrong in the dashboard",
    detail: error instanceof Error ? error.message : null,
    mend: "Load the page again. If it happens again, tell your administrator what you did.",
    fieldErrors: [],
  });
}

function unexpectedAnswer(status: number): ApiProblem {
  return new ApiProblem({
    status,
    code: "unexpected_answer",
    title: `The server answered with an error (${status})`,
    detail: null,
    mend: "Wait a moment and try again. If it stays, look at the server's log.",
    fieldErrors: [],
  });
}
