/** The contact table's cells that hold more than a word. */
import type { Contact } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { formatIst } from "@/shared/format/time";
import { Badge } from "@/shared/ui/badge";
import { CONTACT_LOOK } from "./contact-filters";
import { ContactTrouble } from "./contact-trouble";

interface CellProps {
  contact: Contact;
}

export function ContactCell({ contact }: CellProps) {
  return (
    <div className="grid gap-1">
      <span className="font-medium whitespace-nowrap">{formatPhone(contact.phone)}</span>
      <ContactTrouble contact={contact} />
    </div>
  );
}

export function LastNewsCell({ contact: { read_at, delivered_at, sent_at, failed_at } }: CellProps) {
  const moment = failed_at ?? read_at ?? delivered_at ?? sent_at;
  return <span className="whitespace-nowrap text-muted">{moment ? formatIst(moment) : ""}</span>;
}

export function StatusCell({ contact: { status } }: CellProps) {
  const { label, tone } = CONTACT_LOOK[status];
  return <Badge tone={tone}>{label}</Badge>;
}
