/** The rate as a step line with a mark per change; the table below it says the same in words. */
import type { RateChange } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { RATE_REASONS, REASON_ORDER } from "./rate-reasons";
import { CHART, stepLine } from "./step-line";

export function RateChart({ changes }: { changes: RateChange[] }) {
  const { path, marks, grid } = stepLine(changes);
  const reasons = REASON_ORDER.filter((reason) => changes.some((change) => change.reason === reason));
  return (
    <figure className="grid max-w-xl gap-2">
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} aria-hidden="true" className="h-auto w-full">
        {grid.map(({ rate, y }) => (
          <g key={rate} className="text-muted">
            <line x1={CHART.left} x2={CHART.width - CHART.right} y1={y} y2={y} className="stroke-separator" />
            <text x={CHART.left - 6} y={y + 4} textAnchor="end" className="fill-current text-xs figures">
              {formatCount(rate)}
            </text>
          </g>
        ))}
        <path d={path} fill="none" strokeWidth={2} className="stroke-accent" />
        {marks.map(({ change, x, y }) => (
          <path
            key={change.id}
            d={RATE_REASONS[change.reason].mark}
            transform={`translate(${x} ${y})`}
            strokeWidth={1.5}
            className={`fill-current stroke-surface ${RATE_REASONS[change.reason].colour}`}
          >
            <title>
              {t("numbers:rate.mark", {
                rate: formatCount(change.to_rate),
                moment: formatIst(change.changed_at),
              })}
            </title>
          </path>
        ))}
      </svg>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        <span>{t("numbers:rate.chart")}</span>
        {reasons.map((reason) => (
          <span key={reason} className="flex items-center gap-1.5">
            <ReasonMark reason={reason} /> {t(`numbers:rate.reason.${reason}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

export function ReasonMark({ reason }: { reason: RateChange["reason"] }) {
  const { mark, colour } = RATE_REASONS[reason];
  return (
    <svg viewBox="-6 -6 12 12" aria-hidden="true" className={`size-3 shrink-0 ${colour}`}>
      <path d={mark} className="fill-current" />
    </svg>
  );
}
