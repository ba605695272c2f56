/** The contact table's columns. */
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import type { Contact } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { ContactCell, LastNewsCell, StatusCell } from "./contact-cells";

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
    cell: ({ row }) => <span className="block truncate text-muted">{row.original.template_name}</span>,
  }),
  column.display({
    id: "moment",
    header: "Last news",
    cell: ({ row }) => <LastNewsCell contact={row.original} />,
  }),
  column.display({
    id: "status",
    header: "Status",
    cell: ({ row }) => <StatusCell contact={row.original} />,
  }),
]);
