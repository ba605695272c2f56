/** Without a mail server a new password is set where Harkara runs. */
import { t } from "@/shared/i18n/i18n";

const COMMAND = "harkara admin reset-password";

export function ResetByCommand() {
  return (
    <div className="grid gap-4 text-pretty">
      <p>{t("session:forgot.commandHow")}</p>
      <code className="w-fit rounded-lg bg-surface-tertiary px-3 py-2 text-sm text-foreground">
        {COMMAND}
      </code>
      <p className="text-sm text-muted">{t("session:forgot.commandMail")}</p>
    </div>
  );
}
