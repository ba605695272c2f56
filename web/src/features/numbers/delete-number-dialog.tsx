/** Asks before a number is disconnected; while campaigns hold it, leads to them. */
import { toast } from "@heroui/react";
import { ApiProblem } from "@/api/problem";
import type { WhatsAppNumber } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { ConfirmDialog } from "@/shared/ui/confirm-dialog";
import { useDeleteNumber } from "./api/delete-number";
import { HoldingCampaigns } from "./holding-campaigns";

interface DeleteNumberDialogProps {
  number: WhatsAppNumber;
  isOpen: boolean;
  onClose: () => void;
}

export function DeleteNumberDialog({ number, isOpen, onClose }: DeleteNumberDialogProps) {
  const remove = useDeleteNumber(number.id);
  const confirm = () => {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(t("numbers:delete.done"), { description: number.display_name });
        onClose();
      },
    });
  };
  const isHeld = remove.error instanceof ApiProblem && remove.error.code === "number_in_use";
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      title={t("numbers:delete.title", { name: number.display_name })}
      confirmLabel={t("numbers:delete.confirm")}
      cancelLabel={t("numbers:delete.cancel")}
      danger
      isPending={remove.isPending}
      error={isHeld ? null : remove.error}
      onConfirm={confirm}
    >
      <p>{t("numbers:delete.what")}</p>
      {isHeld && <HoldingCampaigns numberId={number.id} />}
    </ConfirmDialog>
  );
}
