/** Which part of the form a refusal is about, so that it is told there. */
import type { ApiProblem } from "@/api/problem";
import { FILE_CHANGED } from "../api/campaign-form";

export type FormPart = "name" | "templates" | "file" | "start";

const PARTS: Record<FormPart, readonly string[]> = {
  name: ["number_inactive", "unknown_number"],
  templates: [
    "template_not_sendable",
    "template_of_another_account",
    "unknown_template",
    "duplicate_template",
  ],
  file: [
    FILE_CHANGED,
    "bad_header",
    "not_a_csv",
    "unclosed_quote",
    "no_rows",
    "no_valid_rows",
    "file_too_large",
    "too_many_rows",
    "not_enough_columns",
    "media_column_missing",
    "malformed_upload",
  ],
  start: ["schedule_in_past"],
};

const FIELDS: Partial<Record<string, FormPart>> = {
  name: "name",
  number_id: "name",
  template_ids: "templates",
  file: "file",
  scheduled_at: "start",
};

/** Null when it is about none of them: no answer came, or the server is in trouble. */
export function partOf({ code, status, fieldErrors }: ApiProblem): FormPart | null {
  const parts = Object.keys(PARTS) as FormPart[];
  const named = fieldErrors[0] && FIELDS[fieldErrors[0].field];
  // A proxy in front of the server may refuse a large body in words of its own.
  return named ?? parts.find((part) => PARTS[part].includes(code)) ?? (status === 413 ? "file" : null);
}
