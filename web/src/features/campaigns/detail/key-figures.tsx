/** The campaign's figures besides its outcome: contacts, speed and times. */
import type { Campaign } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { DASH, formatCount, formatSpeed } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { secondsLeft } from "../campaign-progress";
import { useLiveSpeed } from "./use-live-speed";

export function KeyFigures({ campaign }: { campaign: Campaign }) {
  const now = useLiveSpeed(campaign);
  const running = campaign.status === "running";
  const left = running ? secondsLeft(campaign, now ?? campaign.avg_send_speed) : null;
  const { started_at, finished_at, duration_seconds, avg_send_speed } = campaign;
  return (
    <dl className="mt-auto grid grid-cols-2 gap-x-6 gap-y-4 border-t border-separator pt-5 text-sm figures">
      {running && <Item label={t("campaign:figures.timeLeft")} value={timeLeft(left)} />}
      {running && <Item label={t("campaign:figures.speedNow")} value={formatSpeed(now)} />}
      <Item label={t("campaign:figures.averageSpeed")} value={formatSpeed(avg_send_speed)} />
      <Item
        label={t("campaign:figures.duration")}
        value={duration_seconds === null ? DASH : formatDuration(duration_seconds)}
      />
      <Item label={t("campaign:figures.started")} value={started_at ? formatIst(started_at) : DASH} />
      <Item label={t("campaign:figures.finished")} value={finished_at ? formatIst(finished_at) : DASH} />
      <Item
        label={t("campaign:figures.contacts")}
        value={formatCount(campaign.total_contacts)}
        note={skipped(campaign)}
      />
    </dl>
  );
}

function timeLeft(seconds: number | null): string {
  return seconds === null ? DASH : formatDuration(seconds);
}

function skipped({ invalid_contacts: count }: Campaign): string | undefined {
  return count > 0 ? t("campaign:figures.invalid", { count, n: formatCount(count) }) : undefined;
}

function Item({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div>
      <dt className="text-muted">{label}</dt>
      <dd className="mt-0.5 font-semibold">
        {value}
        {note && <span className="block font-normal text-muted">{note}</span>}
      </dd>
    </div>
  );
}
