/** What went wrong in a call to the API, in the words a person is shown (RFC 9457 problem JSON). */
import { t } from "@/shared/i18n/i18n";
import { inReadersWords } from "@/shared/i18n/server-words";

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
  /** As the server wrote it, in English: it names things. */
  readonly detail: string | null;
  readonly fieldErrors: { field: string; message: string }[];
  readonly #said: Pick<ProblemFields, "title" | "mend">;

  constructor(fields: ProblemFields) {
    super(fields.detail ? `${fields.title}: ${fields.detail}` : fields.title);
    this.status = fields.status;
    this.code = fields.code;
    this.detail = fields.detail;
    this.fieldErrors = fields.fieldErrors;
    this.#said = fields;
  }

  /** In the reader's language. */
  get title(): string {
    return inReadersWords(`server-problems:${this.code}.title`, this.#said.title);
  }

  /** In the reader's language; advice that depends on the case stays the server's own. */
  get mend(): string | null {
    return this.#said.mend && inReadersWords(`server-problems:${this.code}.mend`, this.#said.mend);
  }
}

/** What problem JSON holds, as far as it can be trusted. Read by hand: a schema library would be a tenth of the first load. */
type Body = Partial<Record<"title" | "detail" | "code" | "mend" | "errors", unknown>>;

/** The problem in an error answer; answers that are not problem JSON (a proxy's page) become a plain one. */
export function problemFromBody(status: number, body: unknown): ApiProblem {
  const { title, detail, code, mend, errors }: Body = typeof body === "object" && body !== null ? body : {};
  if (typeof title !== "string") return unexpectedAnswer(status);
  return new ApiProblem({
    status,
    code: textOf(code) ?? "unknown",
    title,
    detail: textOf(detail),
    mend: textOf(mend),
    fieldErrors: Array.isArray(errors) ? errors.flatMap(fieldError) : [],
  });
}

function fieldError(error: { field?: unknown; message?: unknown } | null): ProblemFields["fieldErrors"] {
  const message = textOf(error?.message);
  return message === null ? [] : [{ field: textOf(error?.field) ?? "", message }];
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function noAnswer(): ApiProblem {
  return new ApiProblem({
    status: 0,
    code: "no_answer",
    title: t("problems:no_answer.title"),
    detail: null,
    mend: t("problems:no_answer.mend"),
    fieldErrors: [],
  });
}

/** Any thrown value as a problem, so that every page shows errors in one way. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({
    status: 0,
    code: "dashboard_fault",
    title: t("problems:dashboard_fault.title"),
    detail: error instanceof Error ? error.message : null,
    mend: t("problems:dashboard_fault.mend"),
    fieldErrors: [],
  });
}

function unexpectedAnswer(status: number): ApiProblem {
  return new ApiProblem({
    status,
    code: "unexpected_answer",
    title: t("problems:unexpected_answer.title", { status }),
    detail: null,
    mend: t("problems:unexpected_answer.mend"),
    fieldErrors: [],
  });
}
