/** A new password, without the present one in a session that a recovery mail opened. Typed once: it can be looked at. */
import { zodResolver } from "@hookform/resolvers/zod";
import type { ReactNode } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { PasswordField } from "@/shared/ui/password-field";
import { PendingButton } from "@/shared/ui/pending-button";
import { codeOf } from "./auth-error-text";
import { newPasswordRule } from "./rules";
import { useSession } from "./session-context";
import { useRefusal } from "./use-refusal";

interface NewPasswordFormProps {
  email: string;
  asksForCurrent?: boolean;
  onDone: () => void;
  /** Stands beside the button, e.g. the way to give up. */
  cancel?: ReactNode;
}

const passwords = (asksForCurrent: boolean) =>
  z.object({
    current: asksForCurrent ? z.string().min(1, t("session:fields.currentMissing")) : z.string(),
    password: newPasswordRule(),
  });

export function NewPasswordForm({ email, asksForCurrent = false, onDone, cancel }: NewPasswordFormProps) {
  const { changePassword } = useSession();
  const { refusal, attempt } = useRefusal();
  const { control, handleSubmit, formState, setFocus } = useForm({
    resolver: zodResolver(passwords(asksForCurrent)),
    defaultValues: { current: "", password: "" },
  });

  const submit = handleSubmit(async ({ current, password }) => {
    const done = await attempt(
      () => changePassword(password, asksForCurrent ? current : undefined),
      (error) => setFocus(codeOf(error).startsWith("current_") && asksForCurrent ? "current" : "password"),
    );
    if (done) onDone();
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {refusal && <InlineAlert tone="danger">{refusal}</InlineAlert>}
      {/* Password managers want to know whose password this is. */}
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden />
      {asksForCurrent && (
        <PasswordField
          control={control}
          name="current"
          label={t("session:fields.current")}
          autoComplete="current-password"
        />
      )}
      <PasswordField
        control={control}
        name="password"
        label={t("session:fields.new")}
        description={t("session:fields.newHint")}
        autoComplete="new-password"
      />
      <div className="flex flex-wrap justify-end gap-3">
        {cancel}
        <PendingButton type="submit" fullWidth={!cancel} isPending={formState.isSubmitting}>
          {formState.isSubmitting ? t("session:password.pending") : t("session:password.act")}
        </PendingButton>
      </div>
    </form>
  );
}
