/** The connected WhatsApp numbers and their health. */
import { Button } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { Plus, Smartphone } from "lucide-react";
import { useState } from "react";
import type { WhatsAppNumber } from "@/api/models";
import { numbersQuery } from "@/shared/api/numbers";
import { sessionInfoQuery } from "@/shared/api/session-info";
import { t } from "@/shared/i18n/i18n";
import { EmptyState } from "@/shared/ui/empty-state";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { AddNumberDrawer } from "./add-number-drawer";
import { NumberCard } from "./number-card";

export function NumbersPage() {
  const [subject, setSubject] = useState<WhatsAppNumber | "new" | null>(null);
  const { data: session } = useQuery(sessionInfoQuery);
  const connect = (
    <Button onPress={() => setSubject("new")}>
      <Plus aria-hidden="true" /> {t("numbers:connect")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("numbers:title")} description={t("numbers:description")} actions={connect} />
      <NumberList action={connect} onRenew={setSubject} />
      <AddNumberDrawer
        subject={subject}
        onClose={() => setSubject(null)}
        sandbox={session?.sandbox ?? false}
      />
    </>
  );
}

interface NumberListProps {
  action: React.ReactNode;
  onRenew: (number: WhatsAppNumber) => void;
}

function NumberList({ action, onRenew }: NumberListProps) {
  const query = useQuery(numbersQuery);
  if (query.isPending) return <RowsSkeleton label={t("numbers:loading")} />;
  if (query.error) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) {
    return (
      <EmptyState icon={Smartphone} title={t("numbers:empty.title")} action={action}>
        <p>{t("numbers:empty.text")}</p>
        <ol
          aria-label={t("numbers:empty.how")}
          className="mt-4 grid list-decimal gap-1.5 pl-5 text-left text-sm marker:font-semibold"
        >
          <li>{t("numbers:empty.step_id")}</li>
          <li>{t("numbers:empty.step_token")}</li>
          <li>{t("numbers:empty.step_test")}</li>
        </ol>
      </EmptyState>
    );
  }
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-5 xl:grid-cols-2">
      {query.data.map((number) => (
        <NumberCard key={number.id} number={number} onRenew={() => onRenew(number)} />
      ))}
    </ul>
  );
}
