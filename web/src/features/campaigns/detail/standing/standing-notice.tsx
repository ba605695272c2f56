/** Where a campaign stands and, when nothing is sent, why, and what to do about it. */
import { Hourglass } from "lucide-react";
import type { CampaignDetail } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { causesLanguage, causesText } from "@/shared/whatsapp/causes";
import { waitingText } from "../../waiting-text";
import { leftToSend } from "../figures";
import { LineAheadNote } from "./line-ahead-note";
import { ObstacleList } from "./obstacle-list";
import { ScheduledNotice } from "./scheduled-notice";

export function StandingNotice({ campaign }: { campaign: CampaignDetail }) {
  switch (campaign.status) {
    case "scheduled":
      return <ScheduledNotice campaign={campaign} />;
    case "queued":
      return <QueuedNotice campaign={campaign} />;
    case "running":
      return <RunningNotice campaign={campaign} />;
    case "stopped":
      return <StoppedNotice campaign={campaign} />;
    case "failed":
      return <FailedNotice campaign={campaign} />;
    case "completed":
      return <CompletedNotice campaign={campaign} />;
  }
}

function Waits({ children }: { children: React.ReactNode }) {
  return (
    <div className="flex items-start gap-3 rounded-xl bg-surface-secondary px-4 py-3 text-sm">
      <Hourglass aria-hidden="true" className="mt-0.5 size-[1.125rem] shrink-0 text-muted" />
      <div className="grid min-w-0 gap-2 wrap-anywhere">{children}</div>
    </div>
  );
}

function RunningNotice({ campaign }: { campaign: CampaignDetail }) {
  const waits = waitingText(campaign);
  return waits && <Waits>{waits}</Waits>;
}

function QueuedNotice({ campaign }: { campaign: CampaignDetail }) {
  return (
    <Waits>
      {campaign.ahead && <LineAheadNote ahead={campaign.ahead} none={t("campaign:standing.free")} />}
      <ObstacleList obstacles={campaign.obstacles} />
    </Waits>
  );
}

function StoppedNotice({ campaign }: { campaign: CampaignDetail }) {
  const { obstacles } = campaign;
  const count = leftToSend(campaign);
  return (
    <InlineAlert tone="warning" title={t("campaign:standing.stopped", { count, n: formatCount(count) })}>
      <div className="grid gap-2">
        <Reason campaign={campaign} />
        {obstacles.length > 0 ? (
          <ObstacleList obstacles={obstacles} />
        ) : (
          <p>{t("campaign:standing.nothingInTheWay")}</p>
        )}
      </div>
    </InlineAlert>
  );
}

/** Why it was stopped, unless what is still in its way says the same, with the way to mend it. */
function Reason({ campaign }: { campaign: CampaignDetail }) {
  const { status_reason, status_causes, obstacles } = campaign;
  if (!status_reason || obstacles.some(({ reason }) => status_reason.includes(reason))) return null;
  return <p lang={causesLanguage(status_causes)}>{causesText(status_causes, status_reason)}</p>;
}

function FailedNotice({ campaign }: { campaign: CampaignDetail }) {
  return (
    <InlineAlert tone="danger" title={t("campaign:standing.failed")}>
      <div className="grid gap-2">
        <Reason campaign={campaign} />
        <ObstacleList obstacles={campaign.obstacles} />
        <p>{t("campaign:standing.failedRest")}</p>
      </div>
    </InlineAlert>
  );
}

function CompletedNotice({ campaign: { total_failed: count, total_sent } }: { campaign: CampaignDetail }) {
  if (count === 0) return null;
  const title = t("campaign:standing.completedWithFailures", {
    count,
    n: formatCount(count),
    sent: formatCount(total_sent),
  });
  return (
    <InlineAlert tone="info" title={title}>
      <a href="#failures" className="inline-block py-1 font-medium underline underline-offset-4">
        {t("campaign:standing.why")}
      </a>
    </InlineAlert>
  );
}
