/** Why rows are left out, with the first row numbers of each kind, so that they are found in the sheet. */
import type { Report } from "@/api/models";
import { formatCount, formatQuantity } from "@/shared/format/number";

export function ReasonList({ reasons }: { reasons: Report["reasons"] }) {
  return (
    <section aria-labelledby="reasons" className="overflow-hidden panel">
      <h2 id="reasons" className="px-5 pt-5 pb-3 text-[1.0625rem] font-semibold sm:px-6">
        Rows that are left out
      </h2>
      <ul className="divide-y divide-separator border-t">
        {reasons.map(({ code, message, count, first_rows }) => (
          <li
            key={code + message}
            className="grid gap-x-6 gap-y-0.5 px-5 py-3.5 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-6"
          >
            <p className="wrap-anywhere">{message}</p>
            <p className="font-semibold figures sm:text-right">{formatQuantity(count, "row")}</p>
            <p className="text-sm text-muted figures">{rowsText(first_rows, count)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function rowsText(rows: number[], count: number): string {
  const more = count > rows.length ? ", …" : "";
  return `Row ${rows.map(formatCount).join(", ")}${more}`;
}
