/** Meta's capitals as words of the reader's language. What Meta invents after us is shown as it is written: IN_APPEAL → "In appeal". */
import { formatCount } from "../format/number";
import { t } from "../i18n/i18n";

type Group =
  | "category"
  | "template_status"
  | "quality"
  | "number_status"
  | "name_status"
  | "level"
  | "header"
  | "rejected"
  | "button";

export function metaWord(group: Group, name: string): string {
  // The names are Meta's, so no type knows them; the default stands in for those without a word.
  return t(`whatsapp:${group}.${name.toUpperCase()}` as "whatsapp:category.UTILITY", {
    defaultValue: asWritten(name),
  });
}

/** Meta's tiers: TIER_250, TIER_2K, TIER_100K, TIER_UNLIMITED. */
export function limitWords(tier: string): string {
  const size = tier.replace("TIER_", "");
  if (size === "UNLIMITED") return t("whatsapp:limit.unlimited");
  const match = /^(\d+)(K?)$/.exec(size);
  if (!match) return asWritten(tier);
  const count = Number(match[1]) * (match[2] ? 1000 : 1);
  return t("whatsapp:limit.people", { count, n: formatCount(count) });
}

/** IN_APPEAL → "In appeal". */
export function asWritten(name: string): string {
  const words = name.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
