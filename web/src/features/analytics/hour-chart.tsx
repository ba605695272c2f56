/** Messages sent in each hour of the Indian day, with yesterday behind it; the table below it says the same in figures. */
import { useQuery } from "@tanstack/react-query";
import { formatCount } from "@/shared/format/number";
import { istInputValue } from "@/shared/format/time";
import { useNow } from "@/shared/hooks/use-now";
import { t } from "@/shared/i18n/i18n";
import { perLanguage } from "@/shared/i18n/locale";
import { Fold } from "@/shared/ui/fold";
import { summaryQuery } from "./api/summary-query";
import { CHART, hourBars, type HourBars } from "./hour-bars";

const MARKED_HOURS = [0, 6, 12, 18];

export function HourChart() {
  const { data } = useQuery(summaryQuery);
  if (!data) return null;
  return (
    <section aria-labelledby="hours" className="grid grid-cols-[minmax(0,1fr)] gap-4 panel p-5">
      <h2 id="hours" className="text-[1.0625rem] font-semibold">
        {t("home:hours.title")}
      </h2>
      <Figure chart={hourBars(data.sent_by_hour_today, data.sent_by_hour_yesterday)} />
    </section>
  );
}

function Figure({ chart }: { chart: HourBars }) {
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div
        aria-hidden="true"
        className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 gap-y-1.5 text-xs text-muted figures"
      >
        <div className="-my-2 flex flex-col justify-between text-right leading-4">
          <span>{formatCount(chart.top)}</span>
          <span>{formatCount(chart.top / 2)}</span>
          <span>{formatCount(0)}</span>
        </div>
        <Bars chart={chart} />
        <div className="col-start-2 grid grid-cols-4">
          {MARKED_HOURS.map((hour) => (
            <span key={hour}>{clock(hour)}</span>
          ))}
        </div>
      </div>
      <figcaption className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-sm bg-accent" /> {t("home:hours.today")}
        </span>
        <span className="flex items-center gap-1.5">
          <span className="h-0.5 w-3 bg-marigold" /> {t("home:hours.yesterday")}
        </span>
      </figcaption>
      <Fold summary={t("home:hours.table")}>
        <HourTable chart={chart} />
      </Fold>
    </figure>
  );
}

function Bars({ chart: { bars, outline } }: { chart: HourBars }) {
  const now = Number(istInputValue(useNow()).slice(11, 13));
  return (
    <svg
      viewBox={`0 0 ${CHART.width} ${CHART.height}`}
      preserveAspectRatio="none"
      className="h-32 w-full overflow-visible"
    >
      {[0, 0.5, 1].map((share) => (
        <line
          key={share}
          x2={CHART.width}
          y1={CHART.height * share}
          y2={CHART.height * share}
          vectorEffect="non-scaling-stroke"
          className="stroke-separator"
        />
      ))}
      {bars.map(({ hour, sent, yesterday, x, width, y, height }) => (
        <g key={hour}>
          <title>
            {t("home:hours.bar", {
              time: clock(hour),
              today: formatCount(sent),
              yesterday: formatCount(yesterday),
            })}
          </title>
          {/* The whole height answers to the pointer, also where nothing was sent. */}
          <rect x={x} width={width} height={CHART.height} fill="transparent" />
          <rect
            x={x}
            width={width}
            y={y}
            height={height}
            className={hour === now ? "fill-accent" : "fill-accent/75"}
          />
        </g>
      ))}
      {bars.some(({ yesterday }) => yesterday > 0) && (
        <path
          d={outline}
          fill="none"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
          className="pointer-events-none stroke-marigold"
        />
      )}
    </svg>
  );
}

function HourTable({ chart: { bars } }: { chart: HourBars }) {
  const busy = bars.filter(({ sent, yesterday }) => sent + yesterday > 0);
  if (busy.length === 0) return <p className="text-sm text-muted">{t("home:hours.none")}</p>;
  return (
    <table className="w-full text-sm figures">
      <thead>
        <tr className="text-muted">
          <th scope="col" className="py-1 text-left font-medium">
            {t("home:hours.hour")}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {t("home:hours.today")}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {t("home:hours.yesterday")}
          </th>
        </tr>
      </thead>
      <tbody>
        {busy.map(({ hour, sent, yesterday }) => (
          <tr key={hour}>
            <th scope="row" className="py-0.5 text-left font-normal">
              {clock(hour)}
            </th>
            <td className="text-right">{formatCount(sent)}</td>
            <td className="text-right">{formatCount(yesterday)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const hourNames = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { hour: "numeric", hour12: true, timeZone: "UTC" }),
);

/** "9 am", whatever the day. */
function clock(hour: number): string {
  return hourNames().format(new Date(Date.UTC(2026, 0, 1, hour)));
}
