/** The figures of each day, newest first; days on which nobody wrote are left out. */
import type { ReplyDay } from "@/api/models";
import { formatMilliseconds } from "@/shared/format/duration";
import { DASH, formatCount } from "@/shared/format/number";
import { formatIstDay } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { reasonsOf, tokensOf } from "./figures";
import { skipReason } from "./skip-reasons";

const HEADS = [
  "replies:table.day",
  "replies:cameIn",
  "replies:answered",
  "replies:notAnswered",
  "replies:table.modelTook",
  "replies:tokens",
] as const;

export function ReplyTable({ days }: { days: ReplyDay[] }) {
  const written = days.filter(({ inbound }) => inbound > 0).reverse();
  return (
    <div
      role="region"
      aria-label={t("replies:table.label")}
      tabIndex={0}
      className="relative max-h-[32rem] overflow-auto border-t focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
    >
      <table className="w-full text-left text-sm figures">
        <caption className="sr-only">{t("replies:table.caption")}</caption>
        <thead className="sticky top-0 bg-surface-secondary text-muted">
          <tr>
            {HEADS.map((head) => (
              <th
                key={head}
                scope="col"
                className="px-3 py-2.5 font-medium whitespace-nowrap first:pl-5 last:pr-5 sm:first:pl-6 sm:last:pr-6"
              >
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-separator">
          {written.map((day) => (
            <DayRow key={day.day} day={day} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayRow({ day }: { day: ReplyDay }) {
  const { inbound, replied, waiting, median_latency_ms } = day;
  return (
    <tr className="align-top">
      <th scope="row" className="py-2.5 pr-3 pl-5 font-medium whitespace-nowrap sm:pl-6">
        {formatIstDay(day.day)}
      </th>
      <td className="px-3 py-2.5">{formatCount(inbound)}</td>
      <td className="px-3 py-2.5">
        {formatCount(replied)}
        {waiting > 0 && (
          <span className="block text-xs text-muted">
            {t("replies:waiting", { n: formatCount(waiting) })}
          </span>
        )}
      </td>
      <td className="min-w-56 px-3 py-2.5">
        <SkipList day={day} />
      </td>
      <td className="px-3 py-2.5 whitespace-nowrap">
        {median_latency_ms === null ? DASH : formatMilliseconds(median_latency_ms)}
      </td>
      <td className="py-2.5 pr-5 pl-3 sm:pr-6">{formatCount(tokensOf(day))}</td>
    </tr>
  );
}

function SkipList({ day }: { day: ReplyDay }) {
  if (day.skipped === 0) return "0";
  return (
    <ul className="grid gap-0.5">
      {reasonsOf([day]).map(([reason, count]) => (
        <li key={reason}>
          {formatCount(count)} <span className="text-muted">{skipReason(reason)}</span>
        </li>
      ))}
    </ul>
  );
}
