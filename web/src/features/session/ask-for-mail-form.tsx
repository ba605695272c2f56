/** Asks for a recovery mail. The server tells nobody whose address it is. */
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { PendingButton } from "@/shared/ui/pending-button";
import { TextInput } from "@/shared/ui/text-input";
import { emailRule } from "./rules";
import { useSession } from "./session-context";
import { useRefusal } from "./use-refusal";

export function AskForMailForm({ onAsked }: { onAsked: (email: string) => void }) {
  const { askForMail } = useSession();
  const { refusal, attempt } = useRefusal();
  const { control, handleSubmit, formState } = useForm({
    resolver: zodResolver(z.object({ email: emailRule() })),
    defaultValues: { email: "" },
  });

  const submit = handleSubmit(async ({ email }) => {
    if (await attempt(() => askForMail(email))) onAsked(email);
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
      <PendingButton type="submit" size="lg" fullWidth isPending={formState.isSubmitting}>
        {formState.isSubmitting ? t("session:forgot.pending") : t("session:forgot.act")}
      </PendingButton>
    </form>
  );
}
