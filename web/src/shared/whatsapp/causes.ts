/** Why something cannot be sent, in the reader's language: the server's codes (kit/causes.py, core/numbers/activity.py) as sentences. */
import type { Template, WhatsAppNumber } from "@/api/models";
import { formatDuration } from "../format/duration";
import { formatCount } from "../format/number";
import { formatIst } from "../format/time";
import { t } from "../i18n/i18n";
import { metaWord } from "./meta-words";

export interface Cause {
  code: string;
  /** The server's own sentence, for codes newer than this page. */
  words: string;
  facts: Record<string, string | null>;
}

export interface Trouble {
  happened: string;
  /** What to do about it. */
  advice: string;
}

type TemplateState = Pick<
  Template,
  "unsendable_code" | "unsendable_reason" | "status" | "category" | "rejected_reason"
>;

/** Why campaigns cannot use a template, as a sentence about "it"; null if they can. */
export function unsendableText(template: TemplateState): string | null {
  const { unsendable_code: code, unsendable_reason: words, status, category, rejected_reason } = template;
  if (words === null) return null;
  return templateText({ code: code ?? "", words, facts: { status, category, rejected_reason } });
}

/** A whole sentence, with the name of the thing. */
export function causeText(cause: Cause): string {
  const { code, words, facts } = cause;
  switch (code) {
    case "number_deleted":
      return t("whatsapp:cause.number_deleted", { number: facts.number });
    case "number_inactive":
      return inactiveText(facts, words);
    case "restored_from_backup":
      return t("whatsapp:cause.restored_from_backup", {
        taken_at: formatIst(facts.taken_at ?? ""),
        unknown: formatCount(Number(facts.unknown)),
      });
    case "starts_late":
      return t("whatsapp:cause.starts_late", {
        scheduled_at: formatIst(facts.scheduled_at ?? ""),
        late: formatDuration(Number(facts.late_seconds)),
      });
    case "stopped_by_admin":
    case "stopped_at_terminal":
    case "stopped_before":
      return t(`whatsapp:cause.${code}`);
    case "schedule_missed":
      return t("whatsapp:cause.schedule_missed", { scheduled_at: formatIst(facts.scheduled_at ?? "") });
    case "template_refused":
      return t("whatsapp:cause.template_refused", { meta_words: facts.meta_words });
    default:
      return code.startsWith("template_") ? obstacleText(cause) : words;
  }
}

/** All causes as one text; where the server kept only its sentence, that. */
export function causesText(causes: Cause[] | null, words: string | null): string | null {
  return causes === null ? words : causes.map(causeText).join(" ");
}

/** The language that causesText is in, where it is not the reader's: the server's sentences are English. */
export function causesLanguage(causes: Cause[] | null): "en" | undefined {
  return causes === null ? "en" : undefined;
}

/** Why a number or template is in the way, where its name stands before it already. */
export function unnamedCauseText(cause: Cause): string {
  const { code, words, facts } = cause;
  if (code.startsWith("template_")) return templateText(cause);
  if (code === "number_deleted") return t("whatsapp:unnamed_cause.number_deleted");
  const found = code === "number_inactive" ? inactiveOf(facts) : null;
  return found ? t("whatsapp:unnamed_cause.number_inactive", { reason: found.happened }) : words;
}

type InactiveNumber = Pick<
  WhatsAppNumber,
  "inactive_reason" | "inactive_code" | "inactive_error" | "meta_status"
>;

/** Why a number is out of use and what brings it back; null where the server says more than we have words for. */
export function inactiveTrouble(number: InactiveNumber): Trouble | null {
  const { inactive_code: code, inactive_error: error, meta_status: status } = number;
  const told = error === null ? null : errorTrouble(error);
  if (told && code !== "token") return told;
  if (code === "meta_status" && status !== null && statusTrouble(status)) return statusTrouble(status);
  const happened = told?.happened ?? known(`inactive.${code ?? ""}`);
  const advice = known(`inactive_advice.${code ?? ""}`);
  return happened && advice ? { happened, advice } : null;
}

/** An error of Meta's that concerns a number or its account; null for others. */
export function errorTrouble(code: number): Trouble | null {
  const name = code >= 200 && code < 300 ? "permission" : String(code);
  return trouble(known(`error.${name}.title`), known(`error.${name}.advice`));
}

/** What a status of a number means; null while it means nothing special. */
export function statusTrouble(status: string): Trouble | null {
  return trouble(known(`status.${status}.happened`), known(`status.${status}.advice`));
}

function obstacleText(cause: Cause): string {
  const { template, language } = cause.facts;
  return t("whatsapp:obstacle", { template, language, cause: templateText(cause) });
}

function templateText({ code, words, facts }: Cause): string {
  const category = metaWord("category", facts.category ?? "");
  switch (code) {
    case "template_status":
      return statusText(facts.status ?? "", facts.rejected_reason ?? null);
    case "template_quarantined":
      return facts.category === "UTILITY"
        ? t("whatsapp:cause.template_releasable")
        : t("whatsapp:cause.template_quarantined", { category });
    default:
      return known(`cause.${code}`, { category }) ?? words;
  }
}

function statusText(status: string, rejectedReason: string | null): string {
  if (status === "REJECTED" && rejectedReason) {
    const reason = metaWord("rejected", rejectedReason);
    return t("whatsapp:rejected_because", { reason });
  }
  return (
    known(`status_cause.${status}`) ??
    t("whatsapp:status_cause.other", { status: metaWord("template_status", status) })
  );
}

function inactiveText(facts: Cause["facts"], words: string): string {
  const found = inactiveOf(facts);
  if (!found) return words;
  return t("whatsapp:cause.number_inactive", { number: facts.number, reason: found.happened });
}

function inactiveOf(facts: Cause["facts"]): Trouble | null {
  return inactiveTrouble({
    inactive_reason: null,
    inactive_code: facts.inactive_code ?? null,
    inactive_error: facts.error ? Number(facts.error) : null,
    meta_status: facts.status ?? null,
  });
}

function trouble(happened: string | null, advice: string | null): Trouble | null {
  return happened && advice ? { happened, advice } : null;
}

/** The word under a name that only the server knows; null if there is none. */
function known(name: string, values?: Record<string, string>): string | null {
  const word = t(`whatsapp:${name}` as "whatsapp:obstacle", { ...values, defaultValue: "" });
  return word === "" ? null : word;
}
