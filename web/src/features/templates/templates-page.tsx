/** All templates of all numbers: what can be sent, what cannot, and why. */
import { RefreshCw } from "lucide-react";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { SyncSummary } from "@/shared/ui/sync-summary";
import { useSyncAll } from "./api/sync-all";
import { TemplateList } from "./template-list";
import { TemplateToolbar } from "./template-toolbar";
import { PendingButton } from "@/shared/ui/pending-button";

export function TemplatesPage() {
  const sync = useSyncAll();
  const button = (
    <PendingButton variant="outline" isPending={sync.isPending} onPress={() => sync.mutate()}>
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
        {sync.data && <SyncSummary results={sync.data.results} />}
        <TemplateToolbar />
        <TemplateList syncAction={button} />
      </div>
    </>
  );
}
