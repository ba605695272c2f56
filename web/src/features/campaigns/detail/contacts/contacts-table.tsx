/** The contact table: only the rows in sight are drawn, more are fetched as the end comes near. */
import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Contact } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { LoadMore } from "@/shared/ui/load-more";
import { contactColumns, contactFeatures, WIDE_ONLY } from "./contact-columns";

const ROW_HEIGHT = 53;
/** Fetch the next page when this many loaded rows are left below. */
const FETCH_AHEAD = 20;

interface ContactsTableProps {
  contacts: Contact[];
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export function ContactsTable({ contacts, query }: ContactsTableProps) {
  const area = useRef<HTMLDivElement>(null);
  const table = useTable({
    features: contactFeatures,
    columns: contactColumns,
    data: contacts,
    getRowId: ({ id }) => String(id),
  });
  const { rows } = table.getRowModel();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => area.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtualizer.getVirtualItems();
  useFetchAhead((items.at(-1)?.index ?? 0) >= rows.length - FETCH_AHEAD, query);
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);

  return (
    <div
      ref={area}
      role="region"
      aria-label={t("campaign:contacts.table")}
      tabIndex={0}
      className="max-h-[36rem] overflow-auto border-t"
    >
      <table className="w-full text-left text-sm figures" aria-rowcount={rows.length}>
        <thead className="sticky top-0 z-10 bg-surface-secondary">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={`px-3 py-2.5 font-medium text-muted first:pl-5 last:pr-5 sm:first:pl-6 sm:last:pr-6 ${visibility(header.column.id)}`}
                >
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody className="divide-y divide-separator">
          {above > 0 && <Gap height={above} />}
          {items.map(({ index, key }) => (
            <tr
              key={key}
              data-index={index}
              ref={virtualizer.measureElement}
              aria-rowindex={index + 1}
              className="relative align-top hover:bg-surface-secondary/60"
            >
              {rows[index]?.getAllCells().map((cell) => (
                <td
                  key={cell.id}
                  className={`px-3 py-3 first:pl-5 last:pr-5 sm:first:pl-6 sm:last:pr-6 ${visibility(cell.column.id)}`}
                >
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
      <LoadMore query={query} />
    </div>
  );
}

/** Stands for the rows out of sight. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={contactColumns.length} style={{ height, padding: 0 }} />
    </tr>
  );
}

function visibility(columnId: string): string {
  return WIDE_ONLY.has(columnId) ? "hidden md:table-cell" : "";
}

function useFetchAhead(
  near: boolean,
  { hasNextPage, isFetchingNextPage, fetchNextPage }: ContactsTableProps["query"],
) {
  useEffect(() => {
    if (near && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [near, hasNextPage, isFetchingNextPage, fetchNextPage]);
}
