/** An address that leads nowhere. */
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { EmptyState } from "@/shared/ui/empty-state";
import { PageTitle } from "@/shared/ui/page-title";
import { Compass } from "lucide-react";

export function NotFoundPage() {
  return (
    <>
      <PageTitle>{t("shell:notFound.page")}</PageTitle>
      <EmptyState
        icon={Compass}
        heading="h1"
        title={t("shell:notFound.title")}
        action={<ButtonLink to="/">{t("shell:notFound.home")}</ButtonLink>}
      >
        {t("shell:notFound.why")}
      </EmptyState>
    </>
  );
}
