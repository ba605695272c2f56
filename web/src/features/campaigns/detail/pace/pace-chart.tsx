/** The picture: bars for what was sent, a step line for what was allowed, a mark where that changed. The table says the same. */
import type { PaceStretch } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { formatCount, formatSpeed } from "@/shared/format/number";
import { formatIstClock, formatIstDay } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { paceChart, type PaceChart as Geometry } from "./pace-geometry";
import { RateMark } from "./rate-mark";

export function PaceChart({ stretches }: { stretches: PaceStretch[] }) {
  const chart = paceChart(stretches);
  return (
    <figure className="grid gap-3">
      <div aria-hidden="true" className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 pt-2">
        {/* Beside the picture, not in it: the picture is stretched to the room there is, letters must not be. */}
        <div className="-my-2 flex flex-col justify-between text-right text-xs leading-4 text-muted figures">
          {chart.lines.map((rate) => (
            <span key={rate}>{formatCount(rate)}</span>
          ))}
        </div>
        <div className="relative">
          <Picture chart={chart} />
          {chart.marks.map(({ step, x, y }) => (
            <span
              key={step.changed_at}
              className="absolute -translate-1/2"
              style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
              title={`${formatIstClock(step.changed_at)}: ${formatSpeed(step.to_rate)}`}
            >
              <RateMark reason={step.reason} />
            </span>
          ))}
        </div>
        <Ends stretches={stretches} />
      </div>
      <Legend hasRefused={chart.bars.some(({ refused }) => refused > 0)} />
    </figure>
  );
}

function Picture({ chart: { bars, rates, pauses, lines } }: { chart: Geometry }) {
  const top = lines[0] ?? 1;
  return (
    <svg viewBox="0 0 1 1" preserveAspectRatio="none" className="h-40 w-full overflow-visible sm:h-52">
      {lines.map((rate) => (
        <line
          key={rate}
          x2={1}
          y1={1 - rate / top}
          y2={1 - rate / top}
          vectorEffect="non-scaling-stroke"
          className="stroke-separator"
        />
      ))}
      {pauses.map(({ x, width, seconds }) => (
        <rect key={x} x={x} width={width} height={1} className="fill-surface-secondary">
          <title>{t("campaign:pace.pause", { time: formatDuration(seconds) })}</title>
        </rect>
      ))}
      {bars.map(({ at, x, width, speed, sent, refused }) => (
        <g key={at} className="stroke-surface" strokeWidth={2}>
          <title>{`${formatIstClock(at)}: ${formatSpeed(speed)}`}</title>
          <rect
            x={x}
            width={width}
            y={1 - sent / top}
            height={sent / top}
            vectorEffect="non-scaling-stroke"
            className="fill-accent/70"
          />
          {refused > 0 && (
            <rect
              x={x}
              width={width}
              y={1 - (sent + refused) / top}
              height={refused / top}
              vectorEffect="non-scaling-stroke"
              className="fill-danger"
            />
          )}
        </g>
      ))}
      {rates.map((corners) => (
        <polyline
          key={corners.join(" ")}
          points={corners.join(" ")}
          fill="none"
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
          className="stroke-marigold-text"
        />
      ))}
    </svg>
  );
}

function Ends({ stretches }: { stretches: PaceStretch[] }) {
  const [from, to] = [stretches[0]?.began_at ?? "", stretches.at(-1)?.ended_at ?? ""];
  const isOneDay = formatIstDay(from) === formatIstDay(to);
  const words = (at: string) =>
    isOneDay ? formatIstClock(at) : `${formatIstDay(at)}, ${formatIstClock(at)}`;
  return (
    <div className="col-start-2 flex justify-between gap-4 text-xs text-muted figures">
      <span>{words(from)}</span>
      <span className="text-right">{words(to)}</span>
    </div>
  );
}

function Legend({ hasRefused }: { hasRefused: boolean }) {
  return (
    <figcaption className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
      <span>{t("campaign:pace.unit")}</span>
      <span className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-sm bg-accent/70" /> {t("campaign:pace.sent")}
      </span>
      {hasRefused && (
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-sm bg-danger" /> {t("campaign:pace.refused")}
        </span>
      )}
      <span className="flex items-center gap-1.5">
        <span className="h-0.5 w-3.5 bg-marigold-text" /> {t("campaign:pace.allowed")}
      </span>
    </figcaption>
  );
}
