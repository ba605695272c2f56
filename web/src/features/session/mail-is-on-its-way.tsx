/** After the mail was asked for: what to do with it, and the code for whoever reads mail on another device. */
import { Button } from "@heroui/react";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { PendingButton } from "@/shared/ui/pending-button";
import { TextInput } from "@/shared/ui/text-input";
import { useSession } from "./session-context";
import { useRefusal } from "./use-refusal";

interface MailIsOnItsWayProps {
  email: string;
  onAgain: () => void;
}

export function MailIsOnItsWay({ email, onAgain }: MailIsOnItsWayProps) {
  const { info } = useSession();
  return (
    <div className="grid gap-6">
      <InlineAlert tone="info">{t("session:forgot.what")}</InlineAlert>
      {/* Supabase's own mail has no code in it, unless somebody puts one there. */}
      {info.mode === "embedded" && <CodeForm email={email} />}
      <div className="grid gap-2">
        <p className="text-sm text-muted">{t("session:forgot.missing")}</p>
        <Button variant="tertiary" className="w-fit" onPress={onAgain}>
          {t("session:forgot.again")}
        </Button>
      </div>
    </div>
  );
}

const codeRule = () => z.object({ code: z.string().regex(/^\s*(\d\s*){8}$/, t("session:fields.codeWrong")) });

function CodeForm({ email }: { email: string }) {
  const { openCode } = useSession();
  const { refusal, attempt } = useRefusal();
  const { control, handleSubmit, formState, setFocus } = useForm({
    resolver: zodResolver(codeRule()),
    defaultValues: { code: "" },
  });

  const submit = handleSubmit(async ({ code }) => {
    // The page itself goes on to the new password once the session is there.
    await attempt(
      () => openCode(email, code),
      () => setFocus("code"),
    );
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {refusal && <InlineAlert tone="danger">{refusal}</InlineAlert>}
      <TextInput
        control={control}
        name="code"
        label={t("session:fields.code")}
        description={t("session:fields.codeHint")}
        inputMode="numeric"
        autoComplete="one-time-code"
      />
      <PendingButton type="submit" fullWidth isPending={formState.isSubmitting}>
        {t("session:forgot.useCode")}
      </PendingButton>
    </form>
  );
}
