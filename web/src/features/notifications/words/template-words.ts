/** What is told of templates. */
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { metaWord } from "@/shared/whatsapp/meta-words";
import { name, text, type Facts, type Wording } from "./facts";

export const TEMPLATE_WORDS = {
  template_quarantined: (facts) => ({
    title: t("notifications:kinds.template_quarantined.title", name(facts)),
    message: t("notifications:kinds.template_quarantined.message", categories(facts)),
  }),
  template_category_notice: (facts) => ({
    title: t("notifications:kinds.template_category_notice.title", name(facts)),
    message: facts.effective_at
      ? t("notifications:kinds.template_category_notice.on", {
          ...categories(facts),
          date: formatIst(text(facts.effective_at)),
        })
      : t("notifications:kinds.template_category_notice.message", categories(facts)),
  }),
} satisfies Record<string, Wording>;

function categories({ from_category, to_category }: Facts) {
  return {
    from: metaWord("category", text(from_category)),
    to: metaWord("category", text(to_category)),
  };
}
