/** The add form: test first if you like, save when it is right. Saving tests again on the server. */
import { zodResolver } from "@hookform/resolvers/zod";
import { toast } from "@heroui/react";
import { PlugZap } from "lucide-react";
import { useForm } from "react-hook-form";
import type { WhatsAppNumber } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { Fold } from "@/shared/ui/fold";
import { PasswordField } from "@/shared/ui/password-field";
import { PendingButton } from "@/shared/ui/pending-button";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { TextInput } from "@/shared/ui/text-input";
import { useAddNumber } from "./api/add-number";
import { useTestNumber } from "./api/test-number";
import { ConnectionResult } from "./connection-result";
import { NameAndPrompt, WabaField } from "./number-fields";
import { formOf, numberForm } from "./number-form-schema";
import { SandboxHint } from "./sandbox-hint";

interface NumberFormFieldsProps {
  /** The number that gets a new token; null to connect one. */
  known: WhatsAppNumber | null;
  sandbox: boolean;
  onDone: () => void;
}

export function NumberFormFields({ known, sandbox, onDone }: NumberFormFieldsProps) {
  const { control, handleSubmit, trigger, getValues, reset } = useForm({
    resolver: zodResolver(numberForm),
    defaultValues: formOf(known),
  });
  const test = useTestNumber();
  const add = useAddNumber();

  const testConnection = async () => {
    if (!(await trigger(["phone_number_id", "access_token"], { shouldFocus: true }))) return;
    const { phone_number_id, access_token } = getValues();
    test.mutate({ phone_number_id: phone_number_id.trim(), access_token: access_token.trim() });
  };
  const save = handleSubmit(({ waba_id, ...number }) => {
    add.mutate(
      { ...number, ...(waba_id && { waba_id }) },
      {
        onSuccess: ({ display_name: name }) => {
          toast.success(known ? t("numbers:form.renewed") : t("numbers:form.connected"), {
            description: t("numbers:form.ready", { name }),
          });
          onDone();
        },
      },
    );
  });
  const token = (
    <PasswordField
      control={control}
      name="access_token"
      label={t("numbers:form.token")}
      autoComplete="off"
      description={known ? t("numbers:form.renew_where") : undefined}
    />
  );
  return (
    <form onSubmit={save} noValidate className="grid gap-5 py-1">
      {sandbox && !known && <SandboxHint onUse={(values) => reset({ ...getValues(), ...values })} />}
      {known ? (
        <>
          {token}
          <Fold summary={t("numbers:form.name_and_prompt")}>
            <div className="grid gap-5">
              <NameAndPrompt control={control} />
            </div>
          </Fold>
        </>
      ) : (
        <NameAndPrompt control={control}>
          <TextInput
            control={control}
            name="phone_number_id"
            label={t("numbers:form.id")}
            inputMode="numeric"
            description={t("numbers:form.id_hint")}
          />
          {token}
        </NameAndPrompt>
      )}
      <Fold summary={t("numbers:form.advanced")}>
        <WabaField control={control} />
      </Fold>
      <ConnectionResult test={test} />
      {add.error && <ProblemNotice error={add.error} />}
      <div className="grid gap-3 sm:grid-cols-2">
        <PendingButton
          variant="outline"
          onPress={() => void testConnection()}
          isPending={test.isPending}
          fullWidth
        >
          <PlugZap aria-hidden="true" />
          {test.isPending ? t("numbers:form.testing") : t("numbers:form.test")}
        </PendingButton>
        <PendingButton type="submit" isPending={add.isPending} fullWidth>
          {add.isPending
            ? t("numbers:form.saving")
            : known
              ? t("numbers:form.renew")
              : t("numbers:form.save")}
        </PendingButton>
      </div>
    </form>
  );
}
