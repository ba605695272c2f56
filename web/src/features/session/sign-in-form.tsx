/** The sign-in form: checks what can be checked here, then says in words why the server refused. */
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { useKeptForm } from "@/shared/hooks/use-kept-form";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { PasswordField } from "@/shared/ui/password-field";
import { PendingButton } from "@/shared/ui/pending-button";
import { TextInput } from "@/shared/ui/text-input";
import { emailRule } from "./rules";
import { useRefusal } from "./use-refusal";

const credentials = () =>
  z.object({ email: emailRule(), password: z.string().min(1, t("session:fields.passwordMissing")) });

interface SignInFormProps {
  signIn: (email: string, password: string) => Promise<void>;
}

export function SignInForm({ signIn }: SignInFormProps) {
  const { refusal, attempt } = useRefusal();
  const form = useForm({
    resolver: zodResolver(credentials()),
    defaultValues: { email: "", password: "" },
  });
  const { control, handleSubmit, formState, setFocus } = form;
  useKeptForm("sign-in", form);

  const submit = handleSubmit(async ({ email, password }) => {
    await attempt(
      () => signIn(email, password),
      () => setFocus("password"),
    );
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {refusal && <InlineAlert tone="danger">{refusal}</InlineAlert>}
      <TextInput
        control={control}
        name="email"
        label={t("session:fields.email")}
        type="email"
        autoComplete="username"
      />
      <PasswordField
        control={control}
        name="password"
        label={t("session:fields.password")}
        autoComplete="current-password"
      />
      <PendingButton type="submit" size="lg" fullWidth isPending={formState.isSubmitting}>
        {formState.isSubmitting ? t("session:signIn.pending") : t("session:signIn.act")}
      </PendingButton>
    </form>
  );
}
