/** The overview: the day in figures, what needs the admin, what runs, what is planned, what came of the last campaigns, the numbers. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Campaign } from "@/api/models";
import { summaryQuery } from "@/features/analytics/api/summary-query";
import { HourChart } from "@/features/analytics/hour-chart";
import { TodayFigures } from "@/features/analytics/today-figures";
import { campaignsQuery } from "@/features/campaigns/api/campaigns-query";
import { isLive } from "@/features/campaigns/campaign-status";
import { FirstCampaign } from "@/features/campaigns/list/first-campaign";
import { ShortList } from "@/features/campaigns/list/short-list";
import { LiveCampaignCard } from "@/features/campaigns/live-campaign-card";
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { HomeSection } from "./home-section";
import { HomeSkeleton } from "./home-skeleton";
import { MoreLink } from "./more-link";
import { NeedsMe } from "./needs-me";
import { NumberHealth } from "./number-health";
import { useNeeds } from "./use-needs";

const RECENT = 5;

export function HomePage() {
  const query = useInfiniteQuery(campaignsQuery({}));
  const day = useQuery(summaryQuery);
  const { isPending, ...needs } = useNeeds();
  return (
    <>
      <PageHeader
        title={t("home:title")}
        actions={
          <ButtonLink to="/campaigns/new">
            <Plus aria-hidden="true" /> {t("home:newCampaign")}
          </ButtonLink>
        }
      />
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_19rem]">
        {query.isPending || day.isPending || isPending ? (
          <HomeSkeleton />
        ) : (
          <Overview campaigns={query.data?.pages.flatMap((page) => page.items)} query={query} needs={needs} />
        )}
      </div>
    </>
  );
}

interface OverviewProps {
  /** Missing when they could not be fetched. */
  campaigns: Campaign[] | undefined;
  query: { error: Error | null; refetch: () => unknown };
  needs: Omit<ReturnType<typeof useNeeds>, "isPending">;
}

function Overview({ campaigns, query: { error, refetch }, needs }: OverviewProps) {
  return (
    <>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-8">
        <TodayFigures />
        {campaigns && <Running campaigns={campaigns.filter(isLive)} />}
        <NeedsMe isNew={campaigns?.length === 0} {...needs} />
        {error && !campaigns && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {campaigns?.length === 0 && <FirstCampaign />}
        {campaigns && <Planned campaigns={campaigns} />}
      </div>
      <div className="grid gap-8 sm:grid-cols-2 xl:grid-cols-1">
        <HourChart />
        <NumberHealth />
      </div>
    </>
  );
}

function Running({ campaigns }: { campaigns: Campaign[] }) {
  if (campaigns.length === 0) return null;
  return (
    <HomeSection title={t("home:running.title")}>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {campaigns.map((campaign) => (
          <LiveCampaignCard key={campaign.id} campaign={campaign} />
        ))}
      </ul>
    </HomeSection>
  );
}

function Planned({ campaigns }: { campaigns: Campaign[] }) {
  const planned = campaigns
    .filter(({ status }) => status === "scheduled")
    .sort((a, b) => (a.scheduled_at ?? "").localeCompare(b.scheduled_at ?? ""));
  const past = campaigns
    .filter((campaign) => !isLive(campaign) && campaign.status !== "scheduled")
    .slice(0, RECENT);
  return (
    <>
      {planned.length > 0 && (
        <HomeSection title={t("home:next.title")}>
          <ShortList campaigns={planned} />
        </HomeSection>
      )}
      {past.length > 0 && (
        <HomeSection
          title={t("home:latest.title")}
          more={<MoreLink to="/campaigns">{t("home:latest.all")}</MoreLink>}
        >
          <ShortList campaigns={past} />
        </HomeSection>
      )}
    </>
  );
}
