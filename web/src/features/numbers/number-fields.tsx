/** Fields of the add form that both of its shapes have. */
import type { ReactNode } from "react";
import type { Control } from "react-hook-form";
import { t } from "@/shared/i18n/i18n";
import { TextInput } from "@/shared/ui/text-input";
import type { NumberForm } from "./number-form-schema";

interface NumberFieldsProps {
  control: Control<NumberForm>;
  /** What stands between name and prompt. */
  children?: ReactNode;
}

export function NameAndPrompt({ control, children }: NumberFieldsProps) {
  return (
    <>
      <TextInput
        control={control}
        name="display_name"
        label={t("numbers:form.name")}
        placeholder={t("numbers:form.name_example")}
      />
      {children}
      <TextInput
        control={control}
        name="system_prompt"
        label={t("numbers:form.prompt")}
        rows={4}
        description={t("numbers:form.prompt_hint")}
      />
    </>
  );
}

export function WabaField({ control }: NumberFieldsProps) {
  return (
    <TextInput
      control={control}
      name="waba_id"
      label={t("numbers:form.waba")}
      inputMode="numeric"
      description={t("numbers:form.waba_hint")}
    />
  );
}
