/** One campaign, live: what it did, what it does, and to whom. */
import { useQuery } from "@tanstack/react-query";
import { Clock, Hourglass } from "lucide-react";
import { useParams } from "react-router";
import type { Campaign } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { formatPhone } from "@/shared/format/phone";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { campaignQuery } from "../api/campaign-query";
import { StatusBadge } from "../status-badge";
import { BatchList } from "./batch-list";
import { CampaignActions } from "./campaign-actions";
import { ContactsSection } from "./contacts-section";
import { FunnelCard } from "./funnel-card";
import { ProgressAnnouncer } from "./progress-announcer";
import { ProgressCard } from "./progress-card";

const BACK = { to: "/campaigns", label: "Campaigns" };

export function CampaignPage() {
  const id = Number(useParams().campaignId);
  const query = useQuery(campaignQuery(id));
  if (query.data) return <CampaignDetails campaign={query.data} />;
  return (
    <>
      <PageHeader title="Campaign" back={BACK} />
      {query.error ? (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton label="Loading the campaign" />
      )}
    </>
  );
}

function CampaignDetails({ campaign }: { campaign: Campaign }) {
  const { name, number, status } = campaign;
  return (
    <>
      <PageHeader
        title={name}
        back={BACK}
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
      <div className="grid gap-5 sm:gap-6">
        <StatusReason campaign={campaign} />
        <div className="grid items-stretch gap-5 sm:gap-6 lg:grid-cols-2">
          <ProgressCard campaign={campaign} />
          <FunnelCard campaign={campaign} />
        </div>
        <BatchList batches={campaign.batches} />
        <ContactsSection campaign={campaign} />
      </div>
      <ProgressAnnouncer campaign={campaign} />
    </>
  );
}

function StatusReason({
  campaign: { status, status_reason, waiting_for, scheduled_at },
}: {
  campaign: Campaign;
}) {
  if (status === "scheduled" && scheduled_at) {
    return (
      <p className="flex items-center gap-3 rounded-xl bg-accent-soft px-4 py-3 font-medium text-accent-soft-foreground">
        <Clock aria-hidden="true" className="size-[1.125rem] shrink-0" /> Starts on {formatIst(scheduled_at)}
      </p>
    );
  }
  if (waiting_for) {
    return (
      <p className="flex items-center gap-3 rounded-xl bg-surface-secondary px-4 py-3 text-sm">
        <Hourglass aria-hidden="true" className="size-[1.125rem] shrink-0 text-muted" /> {waiting_for}
      </p>
    );
  }
  if (!status_reason) return null;
  return (
    <InlineAlert
      tone={status === "failed" ? "danger" : "warning"}
      title={status === "failed" ? "It did not start" : undefined}
    >
      {status_reason}
    </InlineAlert>
  );
}
