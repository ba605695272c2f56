/** The form: save, test with a real request, remove the key. */
import { zodResolver } from "@hookform/resolvers/zod";
import { toast } from "@heroui/react";
import { Zap } from "lucide-react";
import { useForm } from "react-hook-form";
import type { Llm } from "@/api/models";
import { useKeptForm } from "@/shared/hooks/use-kept-form";
import { t } from "@/shared/i18n/i18n";
import { PasswordField } from "@/shared/ui/password-field";
import { PendingButton } from "@/shared/ui/pending-button";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { TextInput } from "@/shared/ui/text-input";
import { useSaveLlm } from "./api/save-llm";
import { useTestLlm } from "./api/test-llm";
import { firstValues, llmForm, OPENAI, toChange } from "./llm-form-schema";
import { LlmStanding } from "./llm-standing";
import { LlmTestResult } from "./llm-test-result";
import { RemoveKeyButton } from "./remove-key-button";

const EXAMPLE_MODEL = "gpt-5-mini";

export function LlmFormFields({ llm }: { llm: Llm }) {
  const form = useForm({ resolver: zodResolver(llmForm), defaultValues: firstValues(llm) });
  const { control, handleSubmit, reset, formState } = form;
  useKeptForm("llm", form);
  const save = useSaveLlm();
  const test = useTestLlm();

  /** Saves what the form holds, then goes on; what went wrong stands under the form. */
  const saving = (next: () => void) =>
    handleSubmit((values) => {
      test.reset();
      save.mutate(toChange(values), {
        onSuccess: (saved) => {
          reset(firstValues(saved));
          next();
        },
      });
    });
  // The server tests what is saved: what is typed must be saved first, or the test would be of something else.
  const runTest = formState.isDirty ? saving(() => test.mutate()) : () => test.mutate();
  return (
    <form onSubmit={saving(tellSaved)} noValidate className="grid gap-5">
      <LlmStanding llm={llm} />
      <TextInput
        control={control}
        name="model"
        label={t("settings:llm.model")}
        placeholder={EXAMPLE_MODEL}
        description={t("settings:llm.modelHint")}
      />
      <PasswordField
        control={control}
        name="api_key"
        label={t("settings:llm.key")}
        autoComplete="off"
        description={llm.key_set ? t("settings:llm.keyKeep") : t("settings:llm.keyNew")}
      />
      <TextInput
        control={control}
        name="base_url"
        label={t("settings:llm.url")}
        placeholder={OPENAI}
        description={t("settings:llm.urlHint")}
      />
      {save.error && <ProblemNotice error={save.error} />}
      <LlmTestResult test={test} />
      <div className="flex flex-wrap gap-3">
        <PendingButton type="submit" isPending={save.isPending}>
          {save.isPending ? t("settings:llm.saving") : t("settings:llm.save")}
        </PendingButton>
        <PendingButton variant="outline" isPending={test.isPending} onPress={() => void runTest()}>
          <Zap aria-hidden="true" />
          {testLabel(test.isPending, formState.isDirty)}
        </PendingButton>
        {llm.key_set && llm.source === "settings" && (
          <RemoveKeyButton llm={llm} onRemoved={(saved) => reset(firstValues(saved))} />
        )}
      </div>
    </form>
  );
}

function tellSaved() {
  toast.success(t("settings:llm.saved"), { description: t("settings:llm.savedDetail") });
}

function testLabel(isPending: boolean, isDirty: boolean): string {
  if (isPending) return t("settings:llm.testing");
  return isDirty ? t("settings:llm.saveAndTest") : t("settings:llm.test");
}
