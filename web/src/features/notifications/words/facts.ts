/** Facts of a notification as its words take them. */
import { formatCount } from "@/shared/format/number";

/** The facts of one entry; that all its type needs are there is checked before they are read. */
export type Facts = Record<string, unknown>;

export interface Words {
  title: string;
  message: string;
}

/** The words of a type; null where a fact has none here, e.g. an error code of Meta's that is newer than this page. */
export type Wording = (facts: Facts) => Words | null;

/** What it is about: a campaign, a template in a language, or a number. */
export function name({ campaign, template, language, number }: Facts) {
  return {
    campaign: text(campaign),
    template: text(template),
    language: text(language),
    number: text(number),
  };
}

export function count(value: unknown): string {
  return formatCount(Number(value));
}

export function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
