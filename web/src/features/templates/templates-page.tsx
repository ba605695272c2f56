/** All templates of all numbers: what can be sent, what cannot, and why. */
import { toast } from "@heroui/react";
import { RefreshCw } from "lucide-react";
import type { SyncResult } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
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
      {sync.isPending ? t("templates:sync.running") : t("templates:sync.all")}
    </PendingButton>
  );
  return (
    <>
      <PageHeader title={t("templates:title")} description={t("templates:description")} actions={button} />
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
  const count = results.length;
  const n = formatCount(count);
  if (failed === 0) {
    toast.success(t("templates:sync.done"), { description: t("templates:sync.done_accounts", { count, n }) });
  } else {
    toast.warning(t("templates:sync.partly"), {
      description: t("templates:sync.partly_accounts", { count, n, failed: formatCount(failed) }),
    });
  }
}
