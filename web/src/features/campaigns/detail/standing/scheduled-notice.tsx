/** When a scheduled campaign starts, how long that is from now, and what stands before it. */
import { Clock } from "lucide-react";
import type { CampaignDetail } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { LineAheadNote } from "./line-ahead-note";
import { ObstacleList } from "./obstacle-list";
import { useSecondsUntil } from "./use-seconds-until";

export function ScheduledNotice({ campaign }: { campaign: CampaignDetail }) {
  const { scheduled_at, ahead, obstacles } = campaign;
  if (scheduled_at === null) return null;
  return (
    <div className="grid gap-3 rounded-xl bg-accent-soft px-4 py-3 text-accent-soft-foreground">
      <div className="flex items-start gap-3">
        <Clock aria-hidden="true" className="mt-1 size-[1.125rem] shrink-0" />
        <div className="grid gap-0.5 figures">
          <p className="font-semibold">
            {t("campaign:standing.startsOn", { time: formatIst(scheduled_at) })}
          </p>
          <Countdown to={scheduled_at} />
        </div>
      </div>
      <div className="grid gap-2 pl-[1.875rem] text-sm">
        {ahead && <LineAheadNote ahead={ahead} none={t("campaign:standing.nobodyBefore")} />}
        <ObstacleList obstacles={obstacles} lead={t("campaign:standing.wouldRefuse")} />
      </div>
    </div>
  );
}

function Countdown({ to }: { to: string }) {
  const seconds = useSecondsUntil(to);
  return (
    <p className="text-sm">
      {seconds > 0
        ? t("campaign:standing.countdown", { time: formatDuration(seconds) })
        : t("campaign:standing.due")}
    </p>
  );
}
