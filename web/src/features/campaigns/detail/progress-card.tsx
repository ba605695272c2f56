/** How far, how fast, how long. */
import type { Campaign } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { DASH, formatCount, formatShare, formatSpeed } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";
import { CampaignBar } from "../campaign-bar";
import { progressShare, secondsLeft } from "../campaign-progress";
import { useLiveSpeed } from "./use-live-speed";

export function ProgressCard({ campaign }: { campaign: Campaign }) {
  return (
    <section aria-labelledby="progress" className="flex flex-col gap-6 panel p-5 sm:p-6">
      <div className="grid gap-4">
        <div className="flex items-end justify-between gap-4">
          <div>
            <h2 id="progress" className="text-sm font-medium text-muted">
              Progress
            </h2>
            <p className="mt-1 text-[2.5rem] leading-none font-semibold tracking-tight figures">
              {formatShare(progressShare(campaign))}
            </p>
          </div>
          <p className="text-right text-sm text-muted figures">
            <span className="text-base font-semibold text-foreground">
              {formatCount(campaign.total_processed)}
            </span>
            <br />
            of {formatCount(campaign.valid_contacts)} contacts
          </p>
        </div>
        <CampaignBar campaign={campaign} size="md" />
      </div>
      <Timing campaign={campaign} />
    </section>
  );
}

function Timing({ campaign }: { campaign: Campaign }) {
  const now = useLiveSpeed(campaign);
  const running = campaign.status === "running";
  const left = running ? secondsLeft(campaign, now ?? campaign.avg_send_speed) : null;
  const { started_at, finished_at, duration_seconds, avg_send_speed } = campaign;
  return (
    <dl className="mt-auto grid grid-cols-2 gap-x-6 gap-y-4 border-t border-separator pt-5 text-sm figures">
      {running && <Item label="Time left" value={left === null ? DASH : formatDuration(left)} />}
      {running && <Item label="Speed now" value={formatSpeed(now)} />}
      <Item label="Average speed" value={formatSpeed(avg_send_speed)} />
      <Item label="Duration" value={duration_seconds === null ? DASH : formatDuration(duration_seconds)} />
      <Item label="Started" value={started_at ? formatIst(started_at) : DASH} />
      {!running && <Item label="Finished" value={finished_at ? formatIst(finished_at) : DASH} />}
    </dl>
  );
}

function Item({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-muted">{label}</dt>
      <dd className="mt-0.5 font-semibold">{value}</dd>
    </div>
  );
}
