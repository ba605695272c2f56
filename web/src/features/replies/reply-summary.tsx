/** The range in a glance: totals, and why messages were not answered. */
import { DASH, formatCount, formatShare } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import type { ReplyTotals } from "./figures";
import { skipReason } from "./skip-reasons";

export function ReplySummary({ totals }: { totals: ReplyTotals }) {
  const { inbound, replied, skipped, waiting, tokens } = totals;
  const shareOf = (count: number) =>
    inbound === 0 ? DASH : t("replies:share", { share: formatShare(count / inbound) });
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-5 panel p-5 figures sm:grid-cols-4 sm:p-6">
      <Figure
        label={t("replies:cameIn")}
        value={inbound}
        note={waiting > 0 ? t("replies:waiting", { n: formatCount(waiting) }) : undefined}
      />
      <Figure label={t("replies:answered")} value={replied} note={shareOf(replied)} />
      <Figure label={t("replies:notAnswered")} value={skipped} note={shareOf(skipped)} />
      <Figure label={t("replies:tokens")} value={tokens} />
    </dl>
  );
}

function Figure({ label, value, note }: { label: string; value: number; note?: string }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-0.5">
        <span className="text-2xl font-semibold tracking-tight">{formatCount(value)}</span>
        {note && <span className="block text-xs text-muted">{note}</span>}
      </dd>
    </div>
  );
}

export function SkipReasons({ reasons }: Pick<ReplyTotals, "reasons">) {
  if (reasons.length === 0) return null;
  return (
    <section aria-labelledby="not-answered" className="grid gap-3 panel p-5 sm:p-6">
      <h2 id="not-answered" className="text-[1.0625rem] font-semibold">
        {t("replies:why")}
      </h2>
      <ul className="grid gap-2 text-sm figures">
        {reasons.map(([reason, count]) => (
          <li key={reason} className="flex justify-between gap-4">
            <span className="wrap-anywhere">{skipReason(reason)}</span>
            <span className="font-semibold">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
