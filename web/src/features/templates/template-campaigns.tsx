/** The newest campaigns that send a template, or have sent it. */
import { Skeleton } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Campaign } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { Badge, type BadgeTone } from "@/shared/ui/badge";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { TimeAgo } from "@/shared/ui/time-ago";
import { NEWEST, templateCampaignsQuery } from "./api/template-campaigns-query";

const TONES: Record<Campaign["status"], BadgeTone> = {
  scheduled: "accent",
  queued: "accent",
  running: "success",
  stopped: "warning",
  completed: "neutral",
  failed: "danger",
};

export function TemplateCampaigns({ templateId }: { templateId: number }) {
  const query = useQuery(templateCampaignsQuery(templateId));
  return (
    <section aria-labelledby="campaigns" className="grid gap-2">
      <h3 id="campaigns" className="font-semibold text-foreground">
        {t("templates:campaigns.heading")}
      </h3>
      {query.isPending && <Skeleton className="h-12 rounded-xl" />}
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && (
        <p className="text-sm text-muted">{t("templates:campaigns.none")}</p>
      )}
      <ul className="grid gap-0.5 empty:hidden">
        {query.data?.items.map((campaign) => (
          <CampaignLine key={campaign.id} campaign={campaign} />
        ))}
      </ul>
      {query.data?.next_cursor && (
        <p className="text-sm text-muted">{t("templates:campaigns.more", { n: formatCount(NEWEST) })}</p>
      )}
    </section>
  );
}

function CampaignLine({ campaign }: { campaign: Campaign }) {
  const { id, name, status, total_sent, created_at } = campaign;
  return (
    <li>
      <Link
        to={`/campaigns/${id}`}
        className="-mx-2 grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-lg px-2 py-1.5 text-sm hover:bg-surface-secondary focus-visible:outline-2 focus-visible:outline-focus"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium text-foreground">{name}</span>
          <span className="text-muted figures">
            {t("templates:campaigns.sent", { sent: formatCount(total_sent) })} · <TimeAgo at={created_at} />
          </span>
        </span>
        <Badge tone={TONES[status]}>{t(`templates:campaigns.status.${status}`)}</Badge>
      </Link>
    </li>
  );
}
