/** Search and filters over the templates. */
import { Button } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { numbersQuery } from "@/shared/api/numbers";
import { t } from "@/shared/i18n/i18n";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { FilterSelect } from "@/shared/ui/filter-select";
import { SearchInput } from "@/shared/ui/search-input";
import {
  categoryOptions,
  isFiltered,
  NO_FILTERS,
  quarantineOptions,
  statusOptions,
  templateFilters,
} from "./template-filters";

export function TemplateToolbar() {
  const [filters, setFilters] = useUrlFilters(templateFilters);
  const { data: numbers = [] } = useQuery(numbersQuery);
  return (
    <div className="flex flex-wrap gap-3">
      <SearchInput
        label={t("templates:filters.search")}
        value={filters.q ?? ""}
        onChange={(q) => setFilters({ q })}
        className="basis-full xl:basis-64"
      />
      <FilterSelect
        label={t("templates:filters.category")}
        all={t("templates:filters.all_categories")}
        value={filters.category}
        onChange={(category) => setFilters({ category: category as typeof filters.category })}
        options={categoryOptions()}
      />
      <FilterSelect
        label={t("templates:filters.status")}
        all={t("templates:filters.all_statuses")}
        value={filters.status}
        onChange={(status) => setFilters({ status: status as typeof filters.status })}
        options={statusOptions()}
      />
      <FilterSelect
        label={t("templates:filters.quarantine")}
        all={t("templates:filters.either")}
        value={filters.quarantined}
        onChange={(quarantined) => setFilters({ quarantined: quarantined as typeof filters.quarantined })}
        options={quarantineOptions()}
      />
      <FilterSelect
        label={t("templates:filters.number")}
        all={t("templates:filters.all_numbers")}
        value={filters.number}
        onChange={(number) => setFilters({ number })}
        options={numbers.map(({ id, display_name }) => ({ id: String(id), label: display_name }))}
      />
      {isFiltered(filters) && (
        <Button variant="ghost" onPress={() => setFilters(NO_FILTERS)}>
          <X aria-hidden="true" /> {t("templates:filters.clear")}
        </Button>
      )}
    </div>
  );
}
