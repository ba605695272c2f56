/** Email and password on one calm card. */
import { Link, Navigate, useLocation, useSearchParams } from "react-router";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { AuthPage } from "./auth-page";
import { FORGOT_PATH, nextPage } from "./next-page";
import { readRecoveryLink, RESET_PATH } from "./recovery-link";
import { useSession } from "./session-context";
import { SignInForm } from "./sign-in-form";

export function SignInPage() {
  const { email, ended, mustChoose, signIn } = useSession();
  const [search] = useSearchParams();
  const { hash } = useLocation();
  if (mustChoose || readRecoveryLink(hash)) return <Navigate to={RESET_PATH + hash} replace />;
  if (email !== null) return <Navigate to={nextPage(search)} replace />;

  return (
    <AuthPage title={t("session:signIn.title")} lead={t("session:signIn.lead")}>
      {ended && (
        <InlineAlert tone="info" title={t("session:signIn.ended")}>
          {t("session:signIn.endedMend")}
        </InlineAlert>
      )}
      <SignInForm signIn={signIn} />
      <Link
        to={{ pathname: FORGOT_PATH, search: search.toString() }}
        className="-mt-4 -ml-1 inline-flex min-h-11 w-fit items-center rounded-lg px-1 text-sm font-medium text-muted underline-offset-4 hover:text-foreground hover:underline"
      >
        {t("session:signIn.forgot")}
      </Link>
    </AuthPage>
  );
}
