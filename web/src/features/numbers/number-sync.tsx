/** The last template sync of a number's account, which it may share with other numbers. */
import { Skeleton } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import type { SyncResult, WhatsAppNumber } from "@/api/models";
import { newestSyncs, templateSyncsQuery } from "@/shared/api/template-syncs";
import { t } from "@/shared/i18n/i18n";
import { SyncLine } from "@/shared/ui/sync-line";

interface NumberSyncProps {
  number: Pick<WhatsAppNumber, "display_name" | "waba_id">;
  /** What a sync asked for here answered. */
  answer: SyncResult | undefined;
}

export function NumberSync({ number, answer }: NumberSyncProps) {
  const { data: runs = [], isPending } = useQuery(templateSyncsQuery);
  const sync = newestSyncs(runs, answer ? [answer] : []).find(({ waba_id }) => waba_id === number.waba_id);
  return (
    <section
      aria-label={t("numbers:sync.label", { name: number.display_name })}
      className="grid gap-2 border-t border-separator pt-4"
    >
      <h3 className="text-sm text-muted">{t("numbers:sync.heading")}</h3>
      {sync && <SyncLine sync={sync} />}
      {!sync && isPending && <Skeleton className="h-10 rounded-lg" />}
      {!sync && !isPending && <p className="text-sm font-medium">{t("numbers:sync.never")}</p>}
    </section>
  );
}
