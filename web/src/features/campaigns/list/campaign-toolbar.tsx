/** Search, filters and order of the list; everything stands in the address. */
import { useQuery } from "@tanstack/react-query";
import { numbersQuery } from "@/shared/api/numbers";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { t } from "@/shared/i18n/i18n";
import { FilterSelect } from "@/shared/ui/filter-select";
import { SearchInput } from "@/shared/ui/search-input";
import { SelectInput } from "@/shared/ui/select-input";
import { campaignFilters, NEWEST_FIRST, orderIn, SORTS, statusesIn } from "./campaign-filters";
import { StatusFilter } from "./status-filter";

export function CampaignToolbar() {
  const [filters, setFilters] = useUrlFilters(campaignFilters);
  const { data: numbers = [] } = useQuery(numbersQuery);
  return (
    <div className="mb-5 flex flex-wrap gap-3">
      <SearchInput
        label={t("campaigns:list.search")}
        value={filters.q ?? ""}
        onChange={(q) => setFilters({ q })}
        className="basis-full sm:basis-72"
      />
      <StatusFilter
        value={statusesIn(filters.status)}
        onChange={(statuses) => setFilters({ status: statuses.join(",") }, { push: true })}
      />
      {/* With one number there is nothing to choose. */}
      {(numbers.length > 1 || filters.number) && (
        <FilterSelect
          label={t("campaigns:list.number")}
          all={t("campaigns:list.allNumbers")}
          value={filters.number}
          onChange={(number) => setFilters({ number }, { push: true })}
          options={numbers.map(({ id, display_name }) => ({ id: String(id), label: display_name }))}
        />
      )}
      <SelectInput
        label={t("campaigns:list.order")}
        hideLabel
        value={filters.sort ?? NEWEST_FIRST}
        onChange={(sort) => setFilters({ sort: orderIn(sort) }, { push: true })}
        options={SORTS.map((id) => ({ id, label: t(`campaigns:list.sort.${id}`) }))}
        className="min-w-44 flex-1 sm:ml-auto sm:flex-none"
      />
    </div>
  );
}
