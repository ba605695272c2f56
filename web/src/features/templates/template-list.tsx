/** The templates as rows; one opens in the drawer, and its id stands in the address. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { LayoutTemplate, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { templatesQuery } from "@/shared/api/templates";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { EmptyState } from "@/shared/ui/empty-state";
import { LoadMore } from "@/shared/ui/load-more";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { TemplateDrawer } from "./template-drawer";
import { templateFilters, toQuery } from "./template-filters";
import { TemplateRow } from "./template-row";

export function TemplateList({ syncAction }: { syncAction: ReactNode }) {
  const [filters] = useUrlFilters(templateFilters);
  const query = useInfiniteQuery(templatesQuery(toQuery(filters)));
  const templates = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [open, setOpen] = useOpenTemplate();
  return (
    <>
      {query.isPending && <RowsSkeleton label="Loading templates" />}
      {query.error && templates.length === 0 && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && templates.length === 0 && (
        <NoTemplates filtered={Object.values(filters).some(Boolean)} action={syncAction} />
      )}
      {templates.length > 0 && (
        <ul className="divide-y divide-separator overflow-hidden panel">
          {templates.map((template) => (
            <TemplateRow key={template.id} template={template} onOpen={() => setOpen(template.id)} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
      <TemplateDrawer
        id={open}
        listed={templates.find(({ id }) => id === open)}
        onClose={() => setOpen(null)}
      />
    </>
  );
}

function NoTemplates({ filtered, action }: { filtered: boolean; action: ReactNode }) {
  if (filtered) {
    return (
      <EmptyState icon={SearchX} title="No template fits these filters">
        Change the search or choose other filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={LayoutTemplate} title="No templates yet" action={action}>
      Templates are written and approved in Meta’s WhatsApp Manager. Sync fetches them.
    </EmptyState>
  );
}

/** Which template is open, kept in the address: the back button closes it, and a notification's link opens it. */
function useOpenTemplate() {
  const [search, setSearch] = useSearchParams();
  const open = search.has("id") ? Number(search.get("id")) : null;
  const setOpen = (id: number | null) => {
    setSearch(
      (current) => {
        const next = new URLSearchParams(current);
        if (id === null) next.delete("id");
        else next.set("id", String(id));
        return next;
      },
      { preventScrollReset: true },
    );
  };
  return [open, setOpen] as const;
}
