/** The pace chart in figures. */
import type { PaceStretch } from "@/api/models";
import { formatCount, formatSpeed } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { rateAt, speedOf } from "./pace-geometry";

const COLUMNS = ["time", "speed", "sent", "refused", "allowed"] as const;

export function PaceTable({ stretches }: { stretches: PaceStretch[] }) {
  return (
    <div
      role="region"
      aria-label={t("campaign:pace.table")}
      tabIndex={0}
      className="relative max-h-80 overflow-auto rounded-lg border focus-visible:outline-2 focus-visible:outline-focus"
    >
      <table className="w-full text-left text-sm figures">
        <caption className="sr-only">{t("campaign:pace.table")}</caption>
        <thead className="sticky top-0 bg-surface-secondary text-muted">
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="px-3 py-2 font-medium">
                {t(`campaign:pace.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-separator">
          {stretches.flatMap((stretch) =>
            stretch.points.map((point) => (
              <tr key={point.at}>
                <th scope="row" className="px-3 py-2 font-medium">
                  {formatIst(point.at)}
                </th>
                <td className="px-3 py-2">{formatSpeed(speedOf(point))}</td>
                <td className="px-3 py-2">{formatCount(point.sent)}</td>
                <td className="px-3 py-2">{formatCount(point.refused)}</td>
                <td className="px-3 py-2">{formatSpeed(rateAt(stretch, point.at))}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
