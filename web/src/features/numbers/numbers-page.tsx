/** The connected WhatsApp numbers and their health. */
import { Button } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { Plus, Smartphone } from "lucide-react";
import { useState } from "react";
import { numbersQuery } from "@/shared/api/numbers";
import { sessionInfoQuery } from "@/shared/api/session-info";
import { EmptyState } from "@/shared/ui/empty-state";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { AddNumberDrawer } from "./add-number-drawer";
import { NumberCard } from "./number-card";

export function NumbersPage() {
  const [adding, setAdding] = useState(false);
  const { data: session } = useQuery(sessionInfoQuery);
  const connect = (
    <Button onPress={() => setAdding(true)}>
      <Plus aria-hidden="true" /> Connect a number
    </Button>
  );
  return (
    <>
      <PageHeader title="Numbers" description="The WhatsApp numbers you send from." actions={connect} />
      <NumberList action={connect} />
      <AddNumberDrawer isOpen={adding} onClose={() => setAdding(false)} sandbox={session?.sandbox ?? false} />
    </>
  );
}

function NumberList({ action }: { action: React.ReactNode }) {
  const query = useQuery(numbersQuery);
  if (query.isPending) return <RowsSkeleton label="Loading numbers" />;
  if (query.error) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) {
    return (
      <EmptyState icon={Smartphone} title="No number is connected yet" action={action}>
        You need its Phone Number ID and an access token, both from Meta’s app dashboard.
      </EmptyState>
    );
  }
  return (
    <ul className="grid gap-5 xl:grid-cols-2">
      {query.data.map((number) => (
        <NumberCard key={number.id} number={number} />
      ))}
    </ul>
  );
}
