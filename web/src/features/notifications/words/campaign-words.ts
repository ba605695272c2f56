/** What is told of campaigns. */
import { formatDuration } from "@/shared/format/duration";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { causeText, type Cause } from "@/shared/whatsapp/causes";
import { count, name, text, type Facts, type Wording } from "./facts";

export const CAMPAIGN_WORDS = {
  campaign_completed: (facts) => ({
    title: t("notifications:kinds.campaign_completed.title", name(facts)),
    message: t("notifications:kinds.campaign_completed.message", {
      sent: count(facts.sent),
      failed: count(facts.failed),
      skipped: count(facts.skipped),
    }),
  }),
  campaign_stopped: (facts) => {
    const figures = { why: why(facts), sent: count(facts.sent), held: count(facts.held) };
    const title = t("notifications:kinds.campaign_stopped.title", name(facts));
    if (facts.template_sent === null)
      return { title, message: t("notifications:kinds.campaign_stopped.message", figures) };
    const ofTemplate = {
      template_sent: count(facts.template_sent),
      template_held: count(facts.template_held),
    };
    return {
      title,
      message: t("notifications:kinds.campaign_stopped.of_template", { ...figures, ...ofTemplate }),
    };
  },
  campaign_failed: (facts) => ({
    title: t("notifications:kinds.campaign_failed.title", name(facts)),
    message: t("notifications:kinds.campaign_failed.message", { why: why(facts) }),
  }),
  campaign_late: (facts) => ({
    title: t("notifications:kinds.campaign_late.title", name(facts)),
    message: t("notifications:kinds.campaign_late.message", {
      scheduled_at: formatIst(text(facts.scheduled_at)),
      late: formatDuration(Number(facts.late_seconds)),
    }),
  }),
} satisfies Record<string, Wording>;

function why({ causes }: Facts): string {
  return (causes as Cause[]).map(causeText).join(" ");
}
