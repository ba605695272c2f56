/** What a campaign waits for, in the reader's language: the server's code and facts as a sentence. */
import type { Campaign } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";

/** Null for a campaign that waits for nothing. A code newer than this page is told in the server's words. */
export function waitingText({
  waiting,
  waiting_for,
}: Pick<Campaign, "waiting" | "waiting_for">): string | null {
  if (waiting === null) return waiting_for;
  const { code, words, facts } = waiting;
  const count = Number(facts.messages);
  const much = { count, n: formatCount(count), time: formatDuration(Number(facts.seconds)) };
  switch (code) {
    case "number_free":
      return t("campaigns:waiting.number_free");
    case "behind_one":
      return t("campaigns:waiting.behind_one", { ...much, campaign: facts.campaign ?? "" });
    case "behind_many":
      return t("campaigns:waiting.behind_many", { ...much, campaigns: formatCount(Number(facts.campaigns)) });
    case "meta_unanswered":
    case "next_retry":
      return t(`campaigns:waiting.${code}`, much);
    default:
      return words;
  }
}
