/** What is told of numbers. */
import { formatIst, formatIstDay } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { errorTrouble, statusTrouble } from "@/shared/whatsapp/causes";
import { limitWords, metaWord } from "@/shared/whatsapp/meta-words";
import { count, name, text, type Wording } from "./facts";

export const NUMBER_WORDS = {
  number_token_expired: (facts) => ({
    title: t("notifications:kinds.number_token_expired.title", name(facts)),
    message: t("notifications:kinds.number_token_expired.message", name(facts)),
  }),
  number_token_expiring: (facts) => {
    const moment = text(facts.expires_at);
    const ended = new Date(moment).getTime() < Date.now();
    return {
      title: ended
        ? t("notifications:kinds.number_token_expiring.ended", name(facts))
        : t("notifications:kinds.number_token_expiring.title", {
            ...name(facts),
            date: formatIstDay(moment),
          }),
      message: t("notifications:kinds.number_token_expiring.message", {
        ...name(facts),
        moment: formatIst(moment),
      }),
    };
  },
  number_inactive: (facts) => {
    const found =
      facts.error === null ? statusTrouble(text(facts.status)) : errorTrouble(Number(facts.error));
    return (
      found && {
        title: t("notifications:kinds.number_inactive.title", name(facts)),
        message: t("notifications:kinds.number_inactive.message", { ...found }),
      }
    );
  },
  number_active: (facts) => ({
    title: t("notifications:kinds.number_active.title", name(facts)),
    message: t("notifications:kinds.number_active.message"),
  }),
  number_warning: (facts) => {
    const found = statusTrouble(text(facts.status));
    return (
      found && {
        title: t("notifications:kinds.number_warning.title", { ...name(facts), ...found }),
        message: t("notifications:kinds.number_warning.message", { ...found }),
      }
    );
  },
  number_trouble: (facts) => {
    const found = errorTrouble(Number(facts.error));
    if (!found) return null;
    const values = { ...found, error: text(facts.error), meta_words: text(facts.meta_words) };
    return {
      title: t("notifications:kinds.number_trouble.title", { ...name(facts), ...found }),
      message: facts.meta_words
        ? t("notifications:kinds.number_trouble.in_meta_words", {
            ...values,
            meta_words: values.meta_words.replace(/\.$/, ""),
          })
        : t("notifications:kinds.number_trouble.message", values),
    };
  },
  number_throughput: (facts) => ({
    title:
      Number(facts.limit) > Number(facts.limit_before)
        ? t("notifications:kinds.number_throughput.raised", name(facts))
        : t("notifications:kinds.number_throughput.title", name(facts)),
    message: t("notifications:kinds.number_throughput.message", {
      ...name(facts),
      limit: count(facts.limit),
      level: metaWord("level", text(facts.level)),
    }),
  }),
  number_quality: (facts) => ({
    title: t("notifications:kinds.number_quality.title", name(facts)),
    message: t("notifications:kinds.number_quality.message", name(facts)),
  }),
  number_messaging_limit: (facts) => ({
    title: t("notifications:kinds.number_messaging_limit.title", name(facts)),
    message: t("notifications:kinds.number_messaging_limit.message", {
      ...name(facts),
      before: limitWords(text(facts.limit_before)),
      now: limitWords(text(facts.limit)),
    }),
  }),
  number_name: (facts) => ({
    title: t("notifications:kinds.number_name.title", name(facts)),
    message: t("notifications:kinds.number_name.message", {
      status: metaWord("name_status", text(facts.status)),
    }),
  }),
} satisfies Record<string, Wording>;
