/** Why a message was not answered, in words; the API's names are those of the server's `Skip`. */
import { t } from "@/shared/i18n/i18n";
import { en } from "@/locales/en";

type Known = keyof typeof en.replies.reasons;

export function skipReason(name: string): string {
  return name in en.replies.reasons ? t(`replies:reasons.${name as Known}`) : name.replaceAll("_", " ");
}
