/** Where the link of a recovery mail leads: a button first, because mail scanners open links but press nothing; then the new password. */
import { toast } from "@heroui/react";
import { useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { PendingButton } from "@/shared/ui/pending-button";
import { codeOf } from "./auth-error-text";
import { AuthPage } from "./auth-page";
import { NewPasswordForm } from "./new-password-form";
import { FORGOT_PATH } from "./next-page";
import { readRecoveryLink, RESET_PATH } from "./recovery-link";
import { useSession } from "./session-context";
import { useRefusal } from "./use-refusal";

export function ResetPasswordPage() {
  const { hash } = useLocation();
  const { email, byMail } = useSession();
  const link = readRecoveryLink(hash);
  if (link?.kind === "token") return <FollowLink key={link.tokenHash} tokenHash={link.tokenHash} />;
  if (link?.kind === "refused") return <LinkOver />;
  return email !== null && byMail ? <ChooseNew email={email} /> : <LinkMissing />;
}

function FollowLink({ tokenHash }: { tokenHash: string }) {
  const { openLink } = useSession();
  const navigate = useNavigate();
  const { refusal, attempt } = useRefusal();
  const [isOver, setIsOver] = useState(false);
  const [isPending, setIsPending] = useState(false);
  if (isOver) return <LinkOver />;

  async function follow() {
    setIsPending(true);
    const opened = await attempt(
      () => openLink(tokenHash),
      (error) => setIsOver(codeOf(error) === "otp_expired"),
    );
    setIsPending(false);
    // The used token need not stay in the address and the history.
    if (opened) await navigate(RESET_PATH, { replace: true });
  }

  return (
    <AuthPage title={t("session:reset.title")} lead={t("session:reset.followLead")}>
      {refusal && <InlineAlert tone="danger">{refusal}</InlineAlert>}
      <PendingButton size="lg" fullWidth isPending={isPending} onPress={() => void follow()}>
        {isPending ? t("session:reset.following") : t("session:reset.follow")}
      </PendingButton>
    </AuthPage>
  );
}

function ChooseNew({ email }: { email: string }) {
  const navigate = useNavigate();
  return (
    <AuthPage title={t("session:reset.title")} lead={t("session:reset.chooseLead", { email })}>
      <NewPasswordForm
        email={email}
        onDone={() => {
          toast.success(t("session:password.changed"), {
            description: t("session:password.changedElsewhere"),
          });
          void navigate("/", { replace: true });
        }}
      />
    </AuthPage>
  );
}

function LinkOver() {
  return (
    <AuthPage title={t("session:reset.overTitle")} lead={t("session:reset.overLead")}>
      <ButtonLink to={FORGOT_PATH} size="lg" className="w-full">
        {t("session:reset.another")}
      </ButtonLink>
    </AuthPage>
  );
}

function LinkMissing() {
  const { email } = useSession();
  return (
    <AuthPage title={t("session:reset.title")} lead={t("session:reset.missingLead")}>
      <ButtonLink to={email === null ? FORGOT_PATH : "/"} size="lg" className="w-full">
        {email === null ? t("session:reset.another") : t("session:reset.home")}
      </ButtonLink>
    </AuthPage>
  );
}
