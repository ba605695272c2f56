/** Search and filters over the templates. */
import { useQuery } from "@tanstack/react-query";
import { numbersQuery } from "@/shared/api/numbers";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { FilterSelect } from "@/shared/ui/filter-select";
import { SearchInput } from "@/shared/ui/search-input";
import { CATEGORY_OPTIONS, QUARANTINE_OPTIONS, STATUS_OPTIONS, templateFilters } from "./template-filters";

export function TemplateToolbar() {
  const [filters, setFilters] = useUrlFilters(templateFilters);
  const { data: numbers = [] } = useQuery(numbersQuery);
  return (
    <div className="flex flex-wrap gap-3">
      <SearchInput
        label="Search templates"
        value={filters.q ?? ""}
        onChange={(q) => setFilters({ q })}
        className="basis-full xl:basis-64"
      />
      <FilterSelect
        label="Category"
        all="All categories"
        value={filters.category}
        onChange={(category) => setFilters({ category: category as typeof filters.category })}
        options={CATEGORY_OPTIONS}
      />
      <FilterSelect
        label="Status"
        all="All statuses"
        value={filters.status}
        onChange={(status) => setFilters({ status: status as typeof filters.status })}
        options={STATUS_OPTIONS}
      />
      <FilterSelect
        label="Quarantine"
        all="Quarantined or not"
        value={filters.quarantined}
        onChange={(quarantined) => setFilters({ quarantined: quarantined as typeof filters.quarantined })}
        options={QUARANTINE_OPTIONS}
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
