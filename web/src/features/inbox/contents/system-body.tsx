/** What Meta tells of the customer: in the reader's language if it is known, and in Meta's own words, which name the new number. */
import type { ContentOf } from "@/api/models";
import { t } from "@/shared/i18n/i18n";

const EVENTS = {
  user_changed_number: "inbox:content.system.userChangedNumber",
  user_changed_user_id: "inbox:content.system.userChangedUserId",
  customer_identity_changed: "inbox:content.system.customerIdentityChanged",
} as const;

export function SystemBody({ content: { event, text } }: { content: ContentOf<"system"> }) {
  return (
    <>
      {event in EVENTS && <span className="block">{t(EVENTS[event as keyof typeof EVENTS])}</span>}
      <span className="block text-xs">{text}</span>
    </>
  );
}
