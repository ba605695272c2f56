/** A message in one line, in the reader's language: the server tells what it is, and whose words it has. */
import type { Summary } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { CHOICE_WORDS } from "./contents/choices";

export function summaryLine(summary: Summary): string {
  const words = summary.words ?? "";
  switch (summary.kind) {
    case "words":
    case "system":
      return words;
    case "choice":
      return words || choice(summary.type);
    case "reaction":
      return t("inbox:summary.reaction", { words });
    case "reaction_removed":
      return t("inbox:summary.reactionRemoved");
    case "order": {
      const count = summary.count ?? 0;
      return named(t("inbox:summary.order", { count, n: formatCount(count) }), words);
    }
    case "unknown":
      return named(t("inbox:summary.unknown", { type: readable(summary.type ?? "") }), words);
    default:
      return named(t(`inbox:summary.${summary.kind}`), words);
  }
}

/** Meta's word as a person would write it. */
export function readable(word: string): string {
  return word.replaceAll("_", " ");
}

function named(what: string, words: string): string {
  return words ? t("inbox:summary.named", { what, words }) : what;
}

function choice(source: string | null | undefined): string {
  const known = source && source in CHOICE_WORDS ? CHOICE_WORDS[source as keyof typeof CHOICE_WORDS] : null;
  return known ? t(known) : "";
}
