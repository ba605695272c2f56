/** The contact table's cells that hold more than a word. */
import type { Contact } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { formatIst } from "@/shared/format/time";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { t } from "@/shared/i18n/i18n";
import { contactFilters } from "./contact-filters";
import { ContactTrouble } from "./contact-trouble";

interface CellProps {
  contact: Contact;
}

/** The whole row opens the contact; the button is what the keyboard reaches. */
export function ContactCell({ contact }: CellProps) {
  const [, setFilters] = useUrlFilters(contactFilters);
  return (
    <div className="grid gap-1">
      <button
        type="button"
        onClick={() => setFilters({ contact: String(contact.id) })}
        aria-label={t("campaign:contact.open", { phone: formatPhone(contact.phone) })}
        className="w-fit cursor-pointer rounded text-left font-medium whitespace-nowrap underline-offset-4 after:absolute after:inset-0 hover:underline focus-visible:outline-2 focus-visible:outline-focus"
      >
        {formatPhone(contact.phone)}
      </button>
      <ContactTrouble contact={contact} />
    </div>
  );
}

export function LastNewsCell({ contact: { read_at, delivered_at, sent_at, failed_at } }: CellProps) {
  const moment = failed_at ?? read_at ?? delivered_at ?? sent_at;
  return <span className="whitespace-nowrap text-muted">{moment ? formatIst(moment) : ""}</span>;
}
