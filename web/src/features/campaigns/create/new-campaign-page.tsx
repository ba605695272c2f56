/** A campaign from nothing to sending: compose, check the file, look, confirm. */
import { useQuery } from "@tanstack/react-query";
import { Smartphone } from "lucide-react";
import type { WhatsAppNumber } from "@/api/models";
import { numbersQuery } from "@/shared/api/numbers";
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
      <PageHeader title="New campaign" back={{ to: "/campaigns", label: "Campaigns" }} />
      {query.isPending && <RowsSkeleton label="Loading numbers" />}
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
      title="Connect a number first"
      action={<ButtonLink to="/numbers">Go to numbers</ButtonLink>}
    >
      A campaign is sent from a WhatsApp number. None is connected and active.
    </EmptyState>
  );
}
