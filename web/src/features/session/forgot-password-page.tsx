/** The way back in for whoever forgot the password: by mail, or on the machine that runs Harkara. */
import { useState } from "react";
import { Link, Navigate, useSearchParams } from "react-router";
import { t } from "@/shared/i18n/i18n";
import { AuthPage } from "./auth-page";
import { AskForMailForm } from "./ask-for-mail-form";
import { MailIsOnItsWay } from "./mail-is-on-its-way";
import { nextPage, SIGN_IN_PATH } from "./next-page";
import { RESET_PATH } from "./recovery-link";
import { ResetByCommand } from "./reset-by-command";
import { useSession } from "./session-context";

export function ForgotPasswordPage() {
  const { email, byMail: openedByMail, info } = useSession();
  const [search] = useSearchParams();
  const [asked, setAsked] = useState<string | null>(null);
  if (email !== null) {
    return <Navigate to={asked && openedByMail ? RESET_PATH : nextPage(search)} replace />;
  }

  const byMail = info.password_reset === "email";
  return (
    <AuthPage
      title={asked ? t("session:forgot.sentTitle") : t("session:forgot.title")}
      lead={
        asked
          ? t("session:forgot.sentLead", { email: asked })
          : t(byMail ? "session:forgot.lead" : "session:forgot.commandLead")
      }
    >
      {!byMail && <ResetByCommand />}
      {byMail && !asked && <AskForMailForm onAsked={setAsked} />}
      {byMail && asked && <MailIsOnItsWay email={asked} onAgain={() => setAsked(null)} />}
      <Link
        to={{ pathname: SIGN_IN_PATH, search: search.toString() }}
        className="-mt-4 -ml-1 inline-flex min-h-11 w-fit items-center rounded-lg px-1 text-sm font-medium text-muted underline-offset-4 hover:text-foreground hover:underline"
      >
        {t("session:forgot.back")}
      </Link>
    </AuthPage>
  );
}
