/** A contact's state as a badge. */
import type { ContactStatus } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { Badge } from "@/shared/ui/badge";
import { CONTACT_TONES } from "./contact-filters";

export function ContactBadge({ status }: { status: ContactStatus }) {
  return <Badge tone={CONTACT_TONES[status]}>{t(`campaign:contact.status.${status}`)}</Badge>;
}
