/** The question before an unfinished campaign is left behind. */
import { t } from "@/shared/i18n/i18n";
import { ConfirmDialog } from "@/shared/ui/confirm-dialog";
import { useLeaveGuard } from "./use-leave-guard";

export function LeaveDialog({ hasWork }: { hasWork: boolean }) {
  const { isAsking, leave, stay } = useLeaveGuard(hasWork);
  return (
    <ConfirmDialog
      isOpen={isAsking}
      onClose={stay}
      title={t("create:leave.title")}
      confirmLabel={t("create:leave.confirm")}
      cancelLabel={t("create:leave.stay")}
      danger
      isPending={false}
      error={null}
      onConfirm={leave}
    >
      <p>{t("create:leave.text")}</p>
    </ConfirmDialog>
  );
}
