/** Asks before an act that cannot be taken back, says what will happen, and shows why it failed if it did. */
import { AlertDialog, Button } from "@heroui/react";
import type { ReactNode } from "react";
import { t } from "../i18n/i18n";
import { PendingButton } from "./pending-button";
import { ProblemNotice } from "./problem-notice";

interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  isPending: boolean;
  error: Error | null;
  onConfirm: () => void;
}

export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  children,
  danger = false,
  ...act
}: ConfirmDialogProps) {
  return (
    <AlertDialog.Backdrop
      isOpen={isOpen}
      onOpenChange={(open) => !open && !act.isPending && onClose()}
      isKeyboardDismissDisabled={act.isPending}
    >
      <AlertDialog.Container size="md">
        <AlertDialog.Dialog>
          <AlertDialog.Header>
            <AlertDialog.Heading className="text-lg font-semibold">{title}</AlertDialog.Heading>
          </AlertDialog.Header>
          <AlertDialog.Body className="grid gap-4">
            {children}
            {act.error && <ProblemNotice error={act.error} />}
          </AlertDialog.Body>
          <AlertDialog.Footer>
            <Button variant="tertiary" onPress={onClose} isDisabled={act.isPending}>
              {act.cancelLabel ?? t("common:action.cancel")}
            </Button>
            <PendingButton
              variant={danger ? "danger" : "primary"}
              onPress={act.onConfirm}
              isPending={act.isPending}
            >
              {act.confirmLabel}
            </PendingButton>
          </AlertDialog.Footer>
        </AlertDialog.Dialog>
      </AlertDialog.Container>
    </AlertDialog.Backdrop>
  );
}
