/** The contact table's columns. */
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import type { Contact } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { ContactBadge } from "./contact-badge";
import { ContactCell, LastNewsCell } from "./contact-cells";

/** The server filters and pages; the table only lays out rows. */
export const contactFeatures = tableFeatures({});

const column = createColumnHelper<typeof contactFeatures, Contact>();

/** Columns that a phone has no room for. */
export const WIDE_ONLY = new Set(["row", "template", "moment"]);

export const contactColumns = column.columns([
  column.display({
    id: "row",
    header: () => t("campaign:contact.column.row"),
    cell: ({ row }) => <span className="text-muted">{formatCount(row.original.row_number)}</span>,
  }),
  column.display({
    id: "contact",
    header: () => t("campaign:contact.column.contact"),
    cell: ({ row }) => <ContactCell contact={row.original} />,
  }),
  column.display({
    id: "template",
    header: () => t("campaign:contact.column.template"),
    cell: ({ row }) => <span className="block truncate text-muted">{row.original.template_name}</span>,
  }),
  column.display({
    id: "moment",
    header: () => t("campaign:contact.column.moment"),
    cell: ({ row }) => <LastNewsCell contact={row.original} />,
  }),
  column.display({
    id: "status",
    header: () => t("campaign:contact.column.status"),
    cell: ({ row }) => <ContactBadge status={row.original.status} />,
  }),
]);
