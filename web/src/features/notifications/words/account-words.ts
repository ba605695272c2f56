/** What Meta said of a WhatsApp account, and what became of its numbers, in the reader's language. */
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { asWritten } from "@/shared/whatsapp/meta-words";
import type { Facts, Words } from "./facts";

interface AccountFacts {
  account: string;
  event: string;
  /** Meta's own kinds, dates and remedies. */
  facts: Partial<Record<string, string>>;
  stopped: string[];
  restored: string[];
  still_inactive: string[];
}

/** Null for an event this page has no words for. */
export function accountWords(details: Facts): Words | null {
  const { account, event, facts, ...outcome } = details as unknown as AccountFacts;
  const key = `notifications:account.${event}` as "notifications:account.unknown";
  const values = {
    account,
    event: facts.event,
    phone: facts.phone,
    words: facts.words,
    restriction: facts.restriction ?? t("notifications:outcome.unnamed"),
    violation: asWords(facts.violation),
    alert: asWords(facts.alert),
    setting: asWords(facts.setting),
  };
  const title = t(`${key}.title`, { ...values, defaultValue: "" });
  if (title === "") return null;
  const sentences = [t(`${key}.words`, values), ...furtherSentences(facts), ...outcomeSentences(outcome)];
  return { title, message: sentences.join(" ") };
}

function asWords(name: string | undefined): string {
  return name ? asWritten(name) : t("notifications:outcome.unnamed");
}

function furtherSentences({ until, date, remedy }: AccountFacts["facts"]): string[] {
  return [
    until ? t("notifications:outcome.until", { moment: formatIst(until) }) : "",
    date ? t("notifications:outcome.date", { date }) : "",
    remedy ?? "",
  ].filter((sentence) => sentence !== "");
}

function outcomeSentences(outcome: Pick<AccountFacts, "stopped" | "restored" | "still_inactive">): string[] {
  return (["stopped", "restored", "still_inactive"] as const)
    .filter((part) => outcome[part].length > 0)
    .map((part) => t(`notifications:outcome.${part}`, { names: outcome[part].join(", ") }));
}
