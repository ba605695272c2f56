/** Search, and behind a button the filters by number and days. */
import { Button, Input, Label, TextField } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { useId, useState } from "react";
import { numbersQuery } from "@/shared/api/numbers";
import { formatCount } from "@/shared/format/number";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { t } from "@/shared/i18n/i18n";
import { FilterSelect } from "@/shared/ui/filter-select";
import { SearchInput } from "@/shared/ui/search-input";
import { countFilters, inboxFilters } from "./inbox-filters";

export function InboxToolbar() {
  const [filters, setFilters] = useUrlFilters(inboxFilters);
  const active = countFilters(filters);
  const [open, setOpen] = useState(active > 0);
  const panel = useId();
  return (
    <div role="search" aria-label={t("inbox:list.label")} className="grid gap-3">
      <div className="flex gap-2">
        <SearchInput
          label={t("inbox:filters.search")}
          value={filters.q ?? ""}
          onChange={(q) => setFilters({ q })}
          className="min-w-0 flex-1"
        />
        <Button
          isIconOnly
          variant="outline"
          aria-label={
            active > 0
              ? t("inbox:filters.openActive", { count: active, n: formatCount(active) })
              : t("inbox:filters.open")
          }
          aria-expanded={open}
          aria-controls={panel}
          onPress={() => setOpen(!open)}
          className="relative size-11 shrink-0 sm:size-10"
        >
          <SlidersHorizontal aria-hidden="true" />
          {active > 0 && (
            <span className="absolute -top-1 -right-1 size-2.5 rounded-full bg-marigold ring-2 ring-surface" />
          )}
        </Button>
      </div>
      <div id={panel} hidden={!open}>
        {open && <Filters />}
      </div>
    </div>
  );
}

function Filters() {
  const [filters, setFilters] = useUrlFilters(inboxFilters);
  const { data: numbers = [] } = useQuery(numbersQuery);
  const active = countFilters(filters);
  return (
    <div className="grid gap-3">
      <FilterSelect
        label={t("inbox:filters.number")}
        all={t("inbox:filters.allNumbers")}
        value={filters.number}
        onChange={(number) => setFilters({ number })}
        options={numbers.map(({ id, display_name }) => ({ id: String(id), label: display_name }))}
      />
      <div className="grid grid-cols-2 gap-2">
        <DayInput
          label={t("inbox:filters.from")}
          value={filters.from}
          max={filters.to}
          onChange={(from) => setFilters({ from })}
        />
        <DayInput
          label={t("inbox:filters.to")}
          value={filters.to}
          min={filters.from}
          onChange={(to) => setFilters({ to })}
        />
      </div>
      <div className="flex items-start justify-between gap-3">
        <p className="text-xs text-muted">{t("inbox:filters.hint")}</p>
        {active > 0 && (
          <Button
            size="sm"
            variant="ghost"
            className="-my-1 shrink-0"
            onPress={() => setFilters({ number: undefined, from: undefined, to: undefined })}
          >
            {t("inbox:filters.clear")}
          </Button>
        )}
      </div>
    </div>
  );
}

interface DayInputProps {
  label: string;
  value: string | undefined;
  min?: string;
  max?: string;
  onChange: (day: string) => void;
}

function DayInput({ label, value = "", min, max, onChange }: DayInputProps) {
  return (
    <TextField value={value} onChange={onChange} validationBehavior="aria" className="min-w-0" fullWidth>
      <Label className="text-xs">{label}</Label>
      <Input type="date" min={min} max={max} fullWidth className="min-w-0 px-2 text-sm figures" />
    </TextField>
  );
}
