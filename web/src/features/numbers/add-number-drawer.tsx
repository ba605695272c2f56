/** The form beside the list: it connects a number, or gives one that is known a new token. */
import { Drawer } from "@heroui/react";
import type { WhatsAppNumber } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";
import { NumberFormFields } from "./number-form-fields";

interface AddNumberDrawerProps {
  /** "new", the number that gets a new token, or null: closed. */
  subject: WhatsAppNumber | "new" | null;
  onClose: () => void;
  sandbox: boolean;
}

export function AddNumberDrawer({ subject, onClose, sandbox }: AddNumberDrawerProps) {
  const known = subject === "new" ? null : subject;
  return (
    <Drawer.Backdrop isOpen={subject !== null} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content placement="right">
        <Drawer.Dialog className="sm:w-[30rem]">
          <Drawer.CloseTrigger aria-label={t("numbers:form.close")} />
          <Drawer.Header>
            <Drawer.Heading className="pr-8 text-xl font-semibold tracking-tight wrap-anywhere">
              {known ? t("numbers:form.renew_title", { name: known.display_name }) : t("numbers:connect")}
            </Drawer.Heading>
            {known?.display_phone_number && (
              <p className="font-medium figures">{formatPhone(known.display_phone_number)}</p>
            )}
            <p className="text-sm text-muted">
              {known ? t("numbers:form.renew_intro") : t("numbers:form.intro")}
            </p>
          </Drawer.Header>
          <Drawer.Body>
            <NumberFormFields known={known} sandbox={sandbox} onDone={onClose} />
          </Drawer.Body>
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}
