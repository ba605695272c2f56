/** What is told of mails that did not leave. */
import { t } from "@/shared/i18n/i18n";
import { text, type Facts, type Words } from "./facts";

export function mailNotSent({ reason, detail }: Facts): Words | null {
  const advice = t(`notifications:mail.${text(reason)}` as "notifications:mail.mail_refused", {
    defaultValue: "",
  });
  if (advice === "") return null;
  return {
    title: t("notifications:kinds.mail_not_sent.title"),
    message: t("notifications:kinds.mail_not_sent.message", { advice, detail: text(detail) }),
  };
}
