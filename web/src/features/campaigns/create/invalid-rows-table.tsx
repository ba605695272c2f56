/** Rows of the file as they were uploaded, each with its own reason. */
import type { InvalidReason } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";

export function InvalidRowsTable({ rows }: { rows: InvalidReason["rows"] }) {
  return (
    // A scrolling area must be reachable by keyboard.
    <div
      role="region"
      aria-label={t("create:invalid.table")}
      tabIndex={0}
      className="max-h-96 overflow-auto focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
    >
      <table className="w-full text-left text-sm figures">
        <thead className="sticky top-0 bg-surface-secondary text-muted">
          <tr>
            <Head>{t("create:invalid.row")}</Head>
            <Head>{t("create:invalid.content")}</Head>
            <Head className="max-sm:hidden">{t("create:invalid.reason")}</Head>
          </tr>
        </thead>
        <tbody className="divide-y divide-separator">
          {rows.map(({ row_number, cells, reason }) => (
            <tr key={row_number} className="align-top">
              <td className="px-3 py-2.5 pl-5 sm:pl-6">{formatCount(row_number)}</td>
              <td className="px-3 py-2.5 pr-5 wrap-anywhere sm:max-w-[22rem] sm:min-w-56">
                <span className="font-mono text-[0.8125rem]">{cells.join(", ")}</span>
                {/* A phone has no room for a third column. */}
                <span className="mt-1 block sm:hidden">{reason}</span>
              </td>
              <td className="min-w-48 px-3 py-2.5 pr-6 wrap-anywhere max-sm:hidden">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ children, className = "" }: { children: string; className?: string }) {
  return (
    <th
      scope="col"
      className={`px-3 py-2 font-medium first:pl-5 last:pr-5 sm:first:pl-6 sm:last:pr-6 ${className}`}
    >
      {children}
    </th>
  );
}
