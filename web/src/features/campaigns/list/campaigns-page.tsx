/** All campaigns: found, sorted, and followed while they run. */
import { Button } from "@heroui/react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Plus, SearchX } from "lucide-react";
import { useMemo } from "react";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { EmptyState } from "@/shared/ui/empty-state";
import { LoadMore } from "@/shared/ui/load-more";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { campaignsQuery } from "../api/campaigns-query";
import { asQuery, campaignFilters, isFiltered, NEWEST_FIRST, orderIn } from "./campaign-filters";
import { CampaignList } from "./campaign-list";
import { CampaignTable } from "./campaign-table";
import { CampaignToolbar } from "./campaign-toolbar";
import { FirstCampaign } from "./first-campaign";
import { useWide } from "./use-wide";

const PAGE = 50;

export function CampaignsPage() {
  return (
    <>
      <PageHeader
        title={t("campaigns:list.title")}
        description={t("campaigns:list.description")}
        actions={
          <ButtonLink to="/campaigns/new">
            <Plus aria-hidden="true" /> {t("create:title")}
          </ButtonLink>
        }
      />
      <CampaignToolbar />
      <Found />
    </>
  );
}

function Found() {
  const [filters, setFilters] = useUrlFilters(campaignFilters);
  const wide = useWide();
  const query = useInfiniteQuery({
    ...campaignsQuery(asQuery(filters), PAGE),
    // What was found before stays in sight until the answer is there.
    placeholderData: keepPreviousData,
  });
  const campaigns = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);

  if (query.isPending) return <RowsSkeleton label={t("campaigns:list.loading")} />;
  if (query.error && campaigns.length === 0) {
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (campaigns.length === 0) {
    if (!isFiltered(filters)) return <FirstCampaign />;
    const clear = () => setFilters({ q: undefined, status: undefined, number: undefined }, { push: true });
    return <NothingFits onClear={clear} />;
  }
  return (
    <div className={query.isPlaceholderData ? "opacity-60 transition-opacity delay-150" : ""}>
      {wide ? (
        <CampaignTable
          campaigns={campaigns}
          sort={filters.sort ?? NEWEST_FIRST}
          onSort={(sort) => setFilters({ sort: orderIn(sort) }, { push: true })}
        />
      ) : (
        <CampaignList campaigns={campaigns} />
      )}
      <LoadMore query={query} />
    </div>
  );
}

function NothingFits({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title={t("campaigns:list.noMatch.title")}
      action={
        <Button variant="outline" onPress={onClear}>
          {t("campaigns:list.noMatch.clear")}
        </Button>
      }
    >
      {t("campaigns:list.noMatch.text")}
    </EmptyState>
  );
}
