/** All campaigns, newest first. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus, SearchX } from "lucide-react";
import { numbersQuery } from "@/shared/api/numbers";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { ButtonLink } from "@/shared/ui/button-link";
import { EmptyState } from "@/shared/ui/empty-state";
import { FilterSelect } from "@/shared/ui/filter-select";
import { LoadMore } from "@/shared/ui/load-more";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { SearchInput } from "@/shared/ui/search-input";
import { campaignsQuery } from "../api/campaigns-query";
import { CAMPAIGN_STATUSES, STATUS_LOOK } from "../campaign-status";
import { campaignFilters } from "./campaign-filters";
import { CampaignList } from "./campaign-list";
import { FirstCampaign } from "./first-campaign";

export function CampaignsPage() {
  const [filters] = useUrlFilters(campaignFilters);
  return (
    <>
      <PageHeader
        title="Campaigns"
        description="Everything sent, running and planned."
        actions={
          <ButtonLink to="/campaigns/new">
            <Plus aria-hidden="true" /> New campaign
          </ButtonLink>
        }
      />
      <CampaignToolbar />
      <FilteredCampaigns filtered={Object.values(filters).some(Boolean)} />
    </>
  );
}

function CampaignToolbar() {
  const [filters, setFilters] = useUrlFilters(campaignFilters);
  const { data: numbers = [] } = useQuery(numbersQuery);
  return (
    <div className="mb-5 flex flex-wrap gap-3">
      <SearchInput
        label="Search by name"
        value={filters.q ?? ""}
        onChange={(q) => setFilters({ q })}
        className="basis-full sm:basis-72"
      />
      <FilterSelect
        label="Status"
        all="All statuses"
        value={filters.status}
        onChange={(status) => setFilters({ status: status as typeof filters.status })}
        options={CAMPAIGN_STATUSES.map((id) => ({ id, label: STATUS_LOOK[id].label }))}
      />
      <FilterSelect
        label="Number"
        all="All numbers"
        value={filters.number}
        onChange={(number) => setFilters({ number })}
        options={numbers.map(({ id, display_name }) => ({ id: String(id), label: display_name }))}
      />
    </div>
  );
}

function FilteredCampaigns({ filtered }: { filtered: boolean }) {
  const [{ status, number, q }] = useUrlFilters(campaignFilters);
  const query = useInfiniteQuery(
    campaignsQuery({ status, number_id: number ? Number(number) : undefined, q }),
  );
  const campaigns = query.data?.pages.flatMap((page) => page.items) ?? [];

  if (query.isPending) return <RowsSkeleton label="Loading campaigns" />;
  if (query.error && campaigns.length === 0) {
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (campaigns.length === 0) {
    if (!filtered) return <FirstCampaign />;
    return (
      <EmptyState icon={SearchX} title="No campaign fits these filters">
        Change the search or choose other filters.
      </EmptyState>
    );
  }
  return (
    <>
      <CampaignList campaigns={campaigns} />
      <LoadMore query={query} />
    </>
  );
}
