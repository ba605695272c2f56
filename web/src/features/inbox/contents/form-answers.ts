/** A form's answers as pairs to read; null when Meta's JSON is not an object. */
import * as z from "zod";

const answers = z.record(z.string(), z.unknown());

export function formAnswers(json: string): [string, string][] | null {
  const parsed = answers.safeParse(parse(json));
  if (!parsed.success) return null;
  return (
    Object.entries(parsed.data)
      // The token is Meta's, not the customer's.
      .filter(([question]) => question !== "flow_token")
      .map(([question, answer]) => [question.replaceAll("_", " "), plain(answer)])
  );
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function plain(answer: unknown): string {
  if (Array.isArray(answer)) return answer.map(plain).join(", ");
  return typeof answer === "string" ? answer : JSON.stringify(answer);
}
