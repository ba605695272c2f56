/** The overview: the day in figures, what runs now, what is planned, what came of the last campaigns, and how the numbers are. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Campaign } from "@/api/models";
import { campaignsQuery } from "@/features/campaigns/api/campaigns-query";
import { isLive } from "@/features/campaigns/campaign-status";
import { TodayFigures } from "@/features/analytics/today-figures";
import { CampaignList } from "@/features/campaigns/list/campaign-list";
import { FirstCampaign } from "@/features/campaigns/list/first-campaign";
import { LiveCampaignCard } from "@/features/campaigns/live-campaign-card";
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { NumberHealth } from "./number-health";

const RECENT = 5;

export function HomePage() {
  const query = useInfiniteQuery(campaignsQuery({}));
  const campaigns = query.data?.pages.flatMap((page) => page.items);
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
      <TodayFigures />
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-8">
          {query.isPending && <RowsSkeleton label={t("home:loading")} />}
          {query.error && !campaigns && (
            <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
          )}
          {campaigns?.length === 0 && <FirstCampaign />}
          {campaigns && campaigns.length > 0 && <Campaigns campaigns={campaigns} />}
        </div>
        <NumberHealth />
      </div>
    </>
  );
}

function Campaigns({ campaigns }: { campaigns: Campaign[] }) {
  const live = campaigns.filter(isLive);
  const planned = campaigns.filter(({ status }) => status === "scheduled");
  const past = campaigns
    .filter((campaign) => !isLive(campaign) && campaign.status !== "scheduled")
    .slice(0, RECENT);
  return (
    <>
      {live.length > 0 && (
        <Section title={t("home:running.title")}>
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-4">
            {live.map((campaign) => (
              <LiveCampaignCard key={campaign.id} campaign={campaign} />
            ))}
          </ul>
        </Section>
      )}
      {planned.length > 0 && (
        <Section title={t("home:next.title")}>
          <CampaignList campaigns={planned} />
        </Section>
      )}
      {past.length > 0 && (
        <Section title={t("home:latest.title")} more={<AllCampaigns />}>
          <CampaignList campaigns={past} />
        </Section>
      )}
    </>
  );
}

function Section({ title, more, children }: { title: string; more?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className="mb-3 flex items-center justify-between gap-4">
        <h2 className="text-[1.0625rem] font-semibold">{title}</h2>
        {more}
      </div>
      {children}
    </section>
  );
}

function AllCampaigns() {
  return (
    <Link
      to="/campaigns"
      className="inline-flex min-h-11 items-center rounded px-1 text-sm font-semibold text-accent hover:underline sm:min-h-8"
    >
      {t("home:latest.all")}
    </Link>
  );
}
