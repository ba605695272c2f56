/** The templates as rows; one opens in the drawer, and its id stands in the address. */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { templatesQuery } from "@/shared/api/templates";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { t } from "@/shared/i18n/i18n";
import { LoadMore } from "@/shared/ui/load-more";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { NoTemplates } from "./no-templates";
import { TemplateDrawer } from "./template-drawer";
import { isFiltered, templateFilters, toQuery } from "./template-filters";
import { TemplateRows } from "./template-rows";
import { useOpenTemplate } from "./use-open-template";

export function TemplateList({ syncAction }: { syncAction: ReactNode }) {
  const [filters] = useUrlFilters(templateFilters);
  const query = useInfiniteQuery(templatesQuery(toQuery(filters)));
  const templates = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [open, setOpen] = useOpenTemplate();
  return (
    <>
      {query.isPending && <RowsSkeleton label={t("templates:list.loading")} />}
      {query.error && templates.length === 0 && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && templates.length === 0 && (
        <NoTemplates filtered={isFiltered(filters)} action={syncAction} />
      )}
      {templates.length > 0 && <TemplateRows templates={templates} query={query} onOpen={setOpen} />}
      <LoadMore query={query} />
      <TemplateDrawer
        id={open}
        listed={templates.find(({ id }) => id === open)}
        onClose={() => setOpen(null)}
      />
    </>
  );
}
