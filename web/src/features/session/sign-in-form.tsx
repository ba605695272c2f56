/** The sign-in form: checks what can be checked here, then says in words why the server refused. */
import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { PasswordField } from "@/shared/ui/password-field";
import { TextInput } from "@/shared/ui/text-input";
import { signInErrorText } from "./sign-in-error";
import { PendingButton } from "@/shared/ui/pending-button";

const credentials = z.object({
  email: z.email("Enter your email address, like name@company.in"),
  password: z.string().min(1, "Enter your password"),
});

interface SignInFormProps {
  signIn: (email: string, password: string) => Promise<void>;
}

export function SignInForm({ signIn }: SignInFormProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const { control, handleSubmit, formState, setFocus } = useForm({
    resolver: zodResolver(credentials),
    defaultValues: { email: "", password: "" },
  });

  const submit = handleSubmit(async ({ email, password }) => {
    setRefusal(null);
    try {
      await signIn(email, password);
    } catch (error) {
      setRefusal(signInErrorText(error));
      setFocus("password");
    }
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {refusal && <InlineAlert tone="danger">{refusal}</InlineAlert>}
      <TextInput control={control} name="email" label="Email" type="email" autoComplete="username" />
      <PasswordField control={control} name="password" label="Password" autoComplete="current-password" />
      <PendingButton type="submit" size="lg" fullWidth isPending={formState.isSubmitting}>
        {formState.isSubmitting ? "Signing in…" : "Sign in"}
      </PendingButton>
    </form>
  );
}
