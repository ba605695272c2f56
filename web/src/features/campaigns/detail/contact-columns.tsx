/** The contact table's columns. */
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import type { Contact } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { formatIst } from "@/shared/format/time";
import { Badge } from "@/shared/ui/badge";
import { CONTACT_LOOK } from "./contact-filters";
import { ContactTrouble } from "./contact-trouble";

/** The server filters and pages; the table only lays out rows. */
export const contactFeatures = tableFeatures({});

const column = createColumnHelper<typeof contactFeatures, Contact>();

/** Columns that a phone has no room for. */
export const WIDE_ONLY = new Set(["row", "template", "moment"]);

export const contactColumns = column.columns([
  column.display({
    id: "row",
    header: "Row",
    cell: ({ row }) => <span className="text-muted">{formatCount(row.original.row_number)}</span>,
  }),
  column.display({
    id: "contact",
    header: "Contact",
    cell: ({ row }) => <ContactCell contact={row.original} />,
  }),
  column.display({
    id: "template",
    header: "Template",
    cell: ({ row }) => <span className="text-muted block truncate">{row.original.template_name}</span>,
  }),
  column.display({
    id: "moment",
    header: "Last news",
    cell: ({ row }) => <LastNews contact={row.original} />,
  }),
  column.display({
    id: "status",
    header: "Status",
    cell: ({ row }) => {
      const { label, tone } = CONTACT_LOOK[row.original.status];
      return <Badge tone={tone}>{label}</Badge>;
    },
  }),
]);

function ContactCell({ contact }: { contact: Contact }) {
  return (
    <div className="grid gap-1">
      <span className="font-medium whitespace-nowrap">{formatPhone(contact.phone)}</span>
      <ContactTrouble contact={contact} />
    </div>
  );
}

function LastNews({ contact: { read_at, delivered_at, sent_at, failed_at } }: { contact: Contact }) {
  const moment = failed_at ?? read_at ?? delivered_at ?? sent_at;
  return <span className="text-muted whitespace-nowrap">{moment ? formatIst(moment) : ""}</span>;
}
