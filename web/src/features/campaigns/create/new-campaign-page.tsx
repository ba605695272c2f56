/** A campaign from nothing to sending: compose, check the file, look, confirm. */
import { useQuery } from "@tanstack/react-query";
import { Smartphone } from "lucide-react";
import type { WhatsAppNumber } from "@/api/models";
import { numbersQuery } from "@/shared/api/numbers";
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { EmptyState } from "@/shared/ui/empty-state";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { CampaignWizard } from "./campaign-wizard";

const systemNow = () => new Date();

export function NewCampaignPage() {
  const query = useQuery(numbersQuery);
  return (
    <>
      <PageHeader title={t("create:title")} back={{ to: "/campaigns", label: t("campaigns:list.title") }} />
      {query.isPending && <RowsSkeleton label={t("create:number.loading")} />}
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <WithNumbers numbers={query.data.filter(({ is_active }) => is_active)} />}
    </>
  );
}

function WithNumbers({ numbers }: { numbers: WhatsAppNumber[] }) {
  if (numbers.length > 0) return <CampaignWizard numbers={numbers} now={systemNow} />;
  return (
    <EmptyState
      icon={Smartphone}
      title={t("create:number.none.title")}
      action={<ButtonLink to="/numbers">{t("create:number.none.go")}</ButtonLink>}
    >
      {t("create:number.none.text")}
    </EmptyState>
  );
}
