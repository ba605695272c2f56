/** The form that connects a number, beside the list. */
import { Drawer } from "@heroui/react";
import { NumberFormFields } from "./number-form-fields";

interface AddNumberDrawerProps {
  isOpen: boolean;
  onClose: () => void;
  sandbox: boolean;
}

export function AddNumberDrawer({ isOpen, onClose, sandbox }: AddNumberDrawerProps) {
  return (
    <Drawer.Backdrop isOpen={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content placement="right">
        <Drawer.Dialog className="sm:w-[30rem]">
          <Drawer.CloseTrigger aria-label="Close" />
          <Drawer.Header>
            <Drawer.Heading className="text-xl font-semibold tracking-tight">Connect a number</Drawer.Heading>
            <p className="text-sm text-muted">
              You find these in Meta’s app dashboard under WhatsApp → API Setup. A number that was connected
              before gets the new token and keeps its history.
            </p>
          </Drawer.Header>
          <Drawer.Body>
            <NumberFormFields sandbox={sandbox} onDone={onClose} />
          </Drawer.Body>
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}
