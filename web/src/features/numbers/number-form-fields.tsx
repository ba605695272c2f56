/** The add form: test first if you like, save when it is right. Saving tests again on the server. */
import { zodResolver } from "@hookform/resolvers/zod";
import { toast } from "@heroui/react";
import { PlugZap } from "lucide-react";
import { useForm } from "react-hook-form";
import { Fold } from "@/shared/ui/fold";
import { PasswordField } from "@/shared/ui/password-field";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { TextInput } from "@/shared/ui/text-input";
import { useAddNumber } from "./api/add-number";
import { useTestNumber } from "./api/test-number";
import { ConnectionResult } from "./connection-result";
import { EMPTY_NUMBER, numberForm } from "./number-form-schema";
import { SandboxHint } from "./sandbox-hint";
import { PendingButton } from "@/shared/ui/pending-button";

interface NumberFormFieldsProps {
  sandbox: boolean;
  onDone: () => void;
}

export function NumberFormFields({ sandbox, onDone }: NumberFormFieldsProps) {
  const { control, handleSubmit, trigger, getValues, reset } = useForm({
    resolver: zodResolver(numberForm),
    defaultValues: EMPTY_NUMBER,
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
        onSuccess: ({ display_name }) => {
          toast.success("Number connected", { description: `${display_name} is ready to send.` });
          onDone();
        },
      },
    );
  });
  return (
    <form onSubmit={save} noValidate className="grid gap-5 py-1">
      {sandbox && <SandboxHint onUse={(values) => reset({ ...getValues(), ...values })} />}
      <TextInput control={control} name="display_name" label="Display name" placeholder="Asha Sarees" />
      <TextInput
        control={control}
        name="phone_number_id"
        label="Phone Number ID"
        inputMode="numeric"
        description="Meta’s ID of the number, about 15 digits."
      />
      <PasswordField control={control} name="access_token" label="Access token" autoComplete="off" />
      <TextInput
        control={control}
        name="system_prompt"
        label="System prompt"
        rows={4}
        description="How the assistant answers customers who write to this number."
      />
      <Fold summary="Advanced">
        <TextInput
          control={control}
          name="waba_id"
          label="WABA ID"
          inputMode="numeric"
          description="Only if Harkara cannot find the WhatsApp Business Account from the token."
        />
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
          <PlugZap aria-hidden="true" /> Test Connection
        </PendingButton>
        <PendingButton type="submit" isPending={add.isPending} fullWidth>
          {add.isPending ? "Connecting…" : "Connect number"}
        </PendingButton>
      </div>
    </form>
  );
}
