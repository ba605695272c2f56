/** One campaign, live: what it did, what it does, and to whom. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { CampaignDetail } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { campaignQuery } from "../api/campaign-query";
import { useFiguresBeside } from "../api/use-figures-beside";
import { StatusBadge } from "../status-badge";
import { CampaignActions } from "./actions/campaign-actions";
import { BatchList } from "./batch-list";
import { CampaignSkeleton } from "./campaign-skeleton";
import { ContactsSection } from "./contacts/contacts-section";
import { FailuresCard } from "./failures-card";
import { hasBegun } from "./figures";
import { FunnelCard } from "./funnel-card";
import { PaceCard } from "./pace/pace-card";
import { ProgressAnnouncer } from "./progress-announcer";
import { ProgressCard } from "./progress-card";
import { StandingNotice } from "./standing/standing-notice";

export function CampaignPage() {
  const id = Number(useParams().campaignId);
  const query = useQuery(campaignQuery(id));
  if (query.data) return <CampaignDetails campaign={query.data} />;
  return (
    <>
      <PageHeader title={t("campaign:page.title")} back={back()} />
      {query.error ? (
        <NotShown error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <CampaignSkeleton />
      )}
    </>
  );
}

function back() {
  return { to: "/campaigns", label: t("campaign:page.back") };
}

function NotShown({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div className="grid justify-items-start gap-4">
      <div className="w-full">
        <ProblemNotice error={error} onRetry={onRetry} />
      </div>
      <ButtonLink to="/campaigns" variant="outline">
        {t("campaign:page.all")}
      </ButtonLink>
    </div>
  );
}

function CampaignDetails({ campaign }: { campaign: CampaignDetail }) {
  const { name, number, status } = campaign;
  useFiguresBeside(campaign);
  return (
    <>
      <PageHeader
        title={name}
        back={back()}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <StatusBadge status={status} />
            <span className="figures">
              {number.display_name}
              {number.display_phone_number && ` · ${formatPhone(number.display_phone_number)}`}
            </span>
          </span>
        }
        actions={<CampaignActions campaign={campaign} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 sm:gap-6">
        <StandingNotice campaign={campaign} />
        <div className="grid items-stretch gap-5 sm:gap-6 lg:grid-cols-2">
          <ProgressCard campaign={campaign} />
          <FunnelCard campaign={campaign} />
        </div>
        {hasBegun(campaign) && <PaceCard campaign={campaign} />}
        <BatchList campaign={campaign} />
        {campaign.total_failed > 0 && <FailuresCard campaign={campaign} />}
        <ContactsSection campaign={campaign} />
      </div>
      <ProgressAnnouncer campaign={campaign} />
    </>
  );
}
