/** Messages a day and how many of them were answered; the table below it says the same in figures. */
import type { ReplyDay } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { formatIstDay } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { barChart, CHART } from "./bars";

export function ReplyChart({ days }: { days: ReplyDay[] }) {
  const { lines } = barChart(days);
  return (
    <figure className="grid gap-3">
      <div aria-hidden="true" className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 pt-2">
        {/* Beside the picture, not in it: the picture is stretched to the room there is, letters must not be. */}
        <div className="-my-2 flex flex-col justify-between text-right text-xs leading-4 text-muted figures">
          {lines.map((count) => (
            <span key={count}>{formatCount(count)}</span>
          ))}
        </div>
        <Bars days={days} />
        <div className="col-start-2 flex justify-between text-xs text-muted figures">
          <span>{formatIstDay(days[0]?.day ?? "")}</span>
          <span>{formatIstDay(days.at(-1)?.day ?? "")}</span>
        </div>
      </div>
      <figcaption className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
        <span>{t("replies:chart.caption")}</span>
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-sm bg-accent" /> {t("replies:answered")}
        </span>
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-sm bg-marigold" /> {t("replies:notAnswered")}
        </span>
      </figcaption>
    </figure>
  );
}

function Bars({ days }: { days: ReplyDay[] }) {
  const { bars, lines } = barChart(days);
  return (
    <svg
      viewBox={`0 0 ${CHART.width} ${CHART.height}`}
      preserveAspectRatio="none"
      className="h-40 w-full overflow-visible sm:h-52"
    >
      {lines.map((count, index) => (
        <line
          key={count}
          x2={CHART.width}
          y1={(CHART.height * index) / (lines.length - 1)}
          y2={(CHART.height * index) / (lines.length - 1)}
          vectorEffect="non-scaling-stroke"
          className="stroke-separator"
        />
      ))}
      {bars.map(({ day, x, width, answered, unanswered }) => (
        <g key={day.day}>
          <title>
            {t("replies:chart.bar", {
              day: formatIstDay(day.day),
              replied: formatCount(day.replied),
              inbound: formatCount(day.inbound),
            })}
          </title>
          <rect x={x} width={width} {...unanswered} className="fill-marigold" />
          <rect x={x} width={width} {...answered} className="fill-accent" />
        </g>
      ))}
    </svg>
  );
}
