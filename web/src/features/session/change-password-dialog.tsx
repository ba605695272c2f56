/** Changes the password of whoever is signed in, and ends their other sessions. */
import { Button, Modal, toast } from "@heroui/react";
import { t } from "@/shared/i18n/i18n";
import { NewPasswordForm } from "./new-password-form";
import { useSession } from "./session-context";

interface ChangePasswordDialogProps {
  isOpen: boolean;
  onClose: () => void;
}

export function ChangePasswordDialog({ isOpen, onClose }: ChangePasswordDialogProps) {
  const { email } = useSession();

  function done() {
    toast.success(t("session:password.changed"), { description: t("session:password.changedElsewhere") });
    onClose();
  }

  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable={false}>
      <Modal.Container size="md">
        <Modal.Dialog>
          <Modal.Header>
            <Modal.Heading className="text-lg font-semibold">{t("session:password.title")}</Modal.Heading>
            <p className="text-sm text-muted">{t("session:password.lead")}</p>
          </Modal.Header>
          <Modal.Body className="mt-3">
            <NewPasswordForm
              email={email ?? ""}
              asksForCurrent
              onDone={done}
              cancel={
                <Button variant="tertiary" onPress={onClose}>
                  {t("session:password.cancel")}
                </Button>
              }
            />
          </Modal.Body>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
