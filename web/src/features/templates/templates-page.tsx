/** All templates of all numbers: what can be sent, what cannot, and why. */
import { toast } from "@heroui/react";
import { RefreshCw } from "lucide-react";
import type { SyncResult } from "@/api/models";
import { formatQuantity } from "@/shared/format/number";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { useSyncAll } from "./api/sync-all";
import { SyncPanel } from "./sync-panel";
import { TemplateList } from "./template-list";
import { TemplateToolbar } from "./template-toolbar";
import { PendingButton } from "@/shared/ui/pending-button";

export function TemplatesPage() {
  const sync = useSyncAll();
  const button = (
    <PendingButton
      variant="outline"
      isPending={sync.isPending}
      onPress={() => sync.mutate(undefined, { onSuccess: ({ results }) => tellResult(results) })}
    >
      <RefreshCw aria-hidden="true" className={sync.isPending ? "motion-safe:animate-spin" : ""} />
      {sync.isPending ? "Syncing…" : "Sync all"}
    </PendingButton>
  );
  return (
    <>
      <PageHeader
        title="Templates"
        description="Campaigns send Utility templates that Meta has approved."
        actions={button}
      />
      <div className="grid gap-5">
        {sync.error && <ProblemNotice error={sync.error} />}
        <SyncPanel answers={sync.data?.results ?? []} isSyncing={sync.isPending} />
        <TemplateToolbar />
        <TemplateList syncAction={button} />
      </div>
    </>
  );
}

function tellResult(results: SyncResult[]) {
  const failed = results.filter(({ error }) => error !== null).length;
  const accounts = formatQuantity(results.length, "account");
  if (failed === 0) toast.success("Templates synced", { description: `${accounts} done` });
  else toast.warning("Not every account was synced", { description: `${failed} of ${accounts} failed` });
}
