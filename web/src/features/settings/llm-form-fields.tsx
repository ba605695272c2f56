/** The form: save, test with a real request, remove the key. */
import { zodResolver } from "@hookform/resolvers/zod";
import { toast } from "@heroui/react";
import { Zap } from "lucide-react";
import { useForm } from "react-hook-form";
import type { Llm } from "@/api/models";
import { PasswordField } from "@/shared/ui/password-field";
import { PendingButton } from "@/shared/ui/pending-button";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { TextInput } from "@/shared/ui/text-input";
import { useSaveLlm } from "./api/save-llm";
import { useTestLlm } from "./api/test-llm";
import { firstValues, llmForm, toChange } from "./llm-form-schema";
import { LlmStanding } from "./llm-standing";
import { LlmTestResult } from "./llm-test-result";
import { RemoveKeyButton } from "./remove-key-button";

export function LlmFormFields({ llm }: { llm: Llm }) {
  const { control, handleSubmit, reset, formState } = useForm({
    resolver: zodResolver(llmForm),
    defaultValues: firstValues(llm),
  });
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
        label="Model"
        placeholder="gpt-5-mini"
        description="The name the server knows it by."
      />
      <PasswordField
        control={control}
        name="api_key"
        label="API key"
        autoComplete="off"
        description={
          llm.key_set
            ? "Leave it empty to keep the present key. A key is stored encrypted and never shown again."
            : "It is stored encrypted and never shown again."
        }
      />
      <TextInput
        control={control}
        name="base_url"
        label="Base URL (optional)"
        placeholder="https://api.openai.com/v1"
        description="Any OpenAI-compatible server. Empty means OpenAI, or what OPENAI_BASE_URL in .env says."
      />
      {save.error && <ProblemNotice error={save.error} />}
      <LlmTestResult test={test} />
      <div className="flex flex-wrap gap-3">
        <PendingButton type="submit" isPending={save.isPending}>
          {save.isPending ? "Saving…" : "Save"}
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
  toast.success("Settings saved", { description: "They count for the next reply." });
}

function testLabel(isPending: boolean, isDirty: boolean): string {
  if (isPending) return "Asking the model…";
  return isDirty ? "Save and test" : "Test";
}
