/** Why a template is quarantined, as the server wrote it into its history (core/templates/quarantine.py), in the reader's language. */
import { t } from "@/shared/i18n/i18n";
import { metaWord } from "@/shared/whatsapp/meta-words";

const CHANGED = /^Meta changed its category from (\w+) to (\w+)\.?$/;
const ARRIVED = /^Its category is (\w+); campaigns send \w+ templates only\.?$/;

export function quarantineReason(words: string): string {
  const [, from, to] = CHANGED.exec(words) ?? [];
  if (from !== undefined && to !== undefined) {
    return t("templates:quarantine_reason.changed", {
      from: metaWord("category", from),
      to: metaWord("category", to),
    });
  }
  const [, category] = ARRIVED.exec(words) ?? [];
  if (category === undefined) return words;
  return t("templates:quarantine_reason.arrived", { category: metaWord("category", category) });
}
