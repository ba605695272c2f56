/** Asks before a number is disconnected. */
import { toast } from "@heroui/react";
import type { WhatsAppNumber } from "@/api/models";
import { ConfirmDialog } from "@/shared/ui/confirm-dialog";
import { useDeleteNumber } from "./api/delete-number";

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
        toast.success("Number deleted", { description: number.display_name });
        onClose();
      },
    });
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      title={`Delete ${number.display_name}?`}
      confirmLabel="Delete number"
      danger
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
    >
      <p>
        Its access token is wiped and nothing more is sent from it. Campaigns and conversations stay;
        connecting the same number again brings it back.
      </p>
    </ConfirmDialog>
  );
}
