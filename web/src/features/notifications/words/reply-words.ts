/** What is told of AI replies. */
import { t } from "@/shared/i18n/i18n";
import { text, type Facts, type Words } from "./facts";

export function repliesFailing({ fault, provider_words }: Facts): Words | null {
  // The language model's faults are the server's names; what is not known here has no words.
  const key = `notifications:fault.${text(fault)}` as "notifications:fault.refused";
  const title = t(`${key}.title`, { defaultValue: "" });
  if (title === "") return null;
  const advice = t(`${key}.advice`);
  return {
    title,
    message: provider_words
      ? t("notifications:kinds.replies_failing.in_provider_words", {
          advice,
          provider_words: text(provider_words),
        })
      : t("notifications:kinds.replies_failing.message", { advice }),
  };
}
