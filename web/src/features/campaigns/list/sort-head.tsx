/** The head of a column that sorts the table. */
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { CampaignSort } from "@/api/models";
import { nextSort, type SortId } from "./campaign-filters";

interface SortHeadProps {
  column: CampaignSort;
  label: string;
  sort: SortId;
  onSort: (sort: SortId) => void;
  className?: string;
}

export function SortHead({ column, label, sort, onSort, className = "" }: SortHeadProps) {
  const order = sort.startsWith(`${column}.`) ? sort.slice(column.length + 1) : null;
  const Icon = order === null ? ChevronsUpDown : order === "asc" ? ArrowUp : ArrowDown;
  const right = className.includes("text-right");
  return (
    <th
      scope="col"
      aria-sort={order === null ? undefined : order === "asc" ? "ascending" : "descending"}
      className={`px-1.5 py-1 first:pl-3.5 ${className}`}
    >
      <button
        type="button"
        onClick={() => onSort(nextSort(sort, column))}
        className={`inline-flex min-h-9 items-center gap-1 rounded-lg px-1.5 font-medium transition-colors hover:bg-default hover:text-foreground focus-visible:outline-2 focus-visible:outline-focus ${right ? "flex-row-reverse" : ""} ${order === null ? "text-muted" : "text-foreground"}`}
      >
        {label}
        <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${order === null ? "opacity-50" : ""}`} />
      </button>
    </th>
  );
}
