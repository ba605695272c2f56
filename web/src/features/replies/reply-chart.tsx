/** Messages a day and how many of them were answered; the table below it says the same in figures. */
import type { ReplyDay } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { formatIstDay } from "@/shared/format/time";
import { barChart, CHART } from "./bars";

export function ReplyChart({ days }: { days: ReplyDay[] }) {
  const { bars, grid } = barChart(days);
  return (
    <figure className="grid gap-2">
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} aria-hidden="true" className="h-auto w-full">
        {grid.map(({ count, y }) => (
          <g key={count} className="text-muted">
            <line x1={CHART.left} x2={CHART.width - CHART.right} y1={y} y2={y} className="stroke-separator" />
            <text x={CHART.left - 8} y={y + 4} textAnchor="end" className="fill-current text-xs figures">
              {formatCount(count)}
            </text>
          </g>
        ))}
        {bars.map(({ day, x, width, replied, unanswered }) => (
          <g key={day.day}>
            <title>{`${formatIstDay(day.day)}: ${formatCount(day.replied)} of ${formatCount(day.inbound)} answered`}</title>
            <rect x={x} width={width} {...unanswered} className="fill-marigold" />
            <rect x={x} width={width} {...replied} className="fill-accent" />
          </g>
        ))}
      </svg>
      <figcaption className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
        <span>Customers’ messages a day, oldest on the left</span>
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-sm bg-accent" /> Answered
        </span>
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-sm bg-marigold" /> Not answered
        </span>
      </figcaption>
    </figure>
  );
}
