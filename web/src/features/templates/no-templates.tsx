/** What the list says when it is empty: what to change, or how templates get here. */
import { useQuery } from "@tanstack/react-query";
import { LayoutTemplate, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@heroui/react";
import { numbersQuery } from "@/shared/api/numbers";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { EmptyState } from "@/shared/ui/empty-state";
import { NO_FILTERS, templateFilters } from "./template-filters";

export function NoTemplates({ filtered, action }: { filtered: boolean; action: ReactNode }) {
  return filtered ? <NoneFit /> : <NoneYet syncAction={action} />;
}

function NoneFit() {
  const [, setFilters] = useUrlFilters(templateFilters);
  return (
    <EmptyState
      icon={SearchX}
      title={t("templates:list.none_fit")}
      action={
        <Button variant="outline" onPress={() => setFilters(NO_FILTERS)}>
          {t("templates:filters.clear")}
        </Button>
      }
    >
      {t("templates:list.change_filters")}
    </EmptyState>
  );
}

function NoneYet({ syncAction }: { syncAction: ReactNode }) {
  const { data: numbers } = useQuery(numbersQuery);
  const hasNumber = numbers === undefined || numbers.length > 0;
  const action = hasNumber ? (
    syncAction
  ) : (
    <ButtonLink to="/numbers">{t("templates:empty.connect")}</ButtonLink>
  );
  return (
    <EmptyState icon={LayoutTemplate} title={t("templates:empty.title")} action={action}>
      <p>{hasNumber ? t("templates:empty.text") : t("templates:empty.connect_first")}</p>
      <ol
        aria-label={t("templates:empty.how")}
        className="mt-4 grid list-decimal gap-1.5 pl-5 text-left text-sm marker:font-semibold"
      >
        <li>{t("templates:empty.step_write")}</li>
        <li>{t("templates:empty.step_approve")}</li>
        <li>{t("templates:empty.step_sync")}</li>
      </ol>
    </EmptyState>
  );
}
