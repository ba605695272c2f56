/** The password among the settings. */
import { Button } from "@heroui/react";
import { useState } from "react";
import { t } from "@/shared/i18n/i18n";
import { ChangePasswordDialog } from "./change-password-dialog";
import { useSession } from "./session-context";

export function PasswordSection() {
  const { email } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section aria-labelledby="admin-password" className="grid gap-4 panel p-5 sm:p-6">
      <div className="grid gap-1">
        <h2 id="admin-password" className="text-[1.0625rem] font-semibold">
          {t("session:password.section")}
        </h2>
        <p className="text-sm text-muted">{t("session:password.sectionLead", { email })}</p>
      </div>
      <Button variant="secondary" className="w-fit" onPress={() => setIsOpen(true)}>
        {t("session:password.act")}
      </Button>
      <ChangePasswordDialog isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </section>
  );
}
