/**
 * What a notification says, in the reader's language: by its type and the facts the server keeps with it. A type this page does
 * not know, or an entry from before facts were kept, is shown as the server wrote it.
 */
import type { NotificationItem } from "@/api/models";
import { accountWords } from "./account-words";
import { CAMPAIGN_WORDS } from "./campaign-words";
import needed from "./facts.json";
import type { Wording, Words } from "./facts";
import { mailNotSent } from "./mail-words";
import { NUMBER_WORDS } from "./number-words";
import { repliesFailing } from "./reply-words";
import { TEMPLATE_WORDS } from "./template-words";

type Kind = keyof typeof needed;
type Told = Pick<NotificationItem, "type" | "title" | "message" | "details">;

export function wordsOf(item: Told): Words {
  const { type, details, title, message } = item;
  if (!isKnown(type) || !details || !needed[type].every((name) => name in details)) return { title, message };
  return WORDS[type](details) ?? { title, message };
}

function isKnown(type: string): type is Kind {
  return type in needed;
}

const WORDS: Record<Kind, Wording> = {
  ...CAMPAIGN_WORDS,
  ...TEMPLATE_WORDS,
  ...NUMBER_WORDS,
  account_stopped: accountWords,
  account_restored: accountWords,
  account_warning: accountWords,
  account_news: accountWords,
  replies_failing: repliesFailing,
  mail_not_sent: mailNotSent,
};
