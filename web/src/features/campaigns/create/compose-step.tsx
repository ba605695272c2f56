/** The form of a new campaign, in the order people think: what, with which words, to whom, when. */
import { useQuery } from "@tanstack/react-query";
import { useState, type ComponentProps } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import type { Template, WhatsAppNumber } from "@/api/models";
import { templatesOfNumberQuery } from "@/shared/api/templates";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { TextInput } from "@/shared/ui/text-input";
import { CsvField } from "./csv-field";
import { CsvFormat } from "./csv-format";
import type { Draft } from "./draft";
import { DuplicatesField } from "./duplicates-field";
import { FormSection } from "./form-section";
import { NumberField } from "./number-field";
import { PreviewPane } from "./preview-pane";
import { StartField } from "./start-field";
import { TemplatePicker } from "./template-picker";
import { UploadProgress } from "./upload-progress";
import { PendingButton } from "@/shared/ui/pending-button";

interface ComposeStepProps {
  numbers: WhatsAppNumber[];
  now: () => Date;
  check: { isPending: boolean; error: Error | null; progress: number };
  onSubmit: ComponentProps<"form">["onSubmit"];
}

export function ComposeStep({ numbers, now, check, onSubmit }: ComposeStepProps) {
  const { control } = useFormContext<Draft>();
  const numberId = useWatch({ control, name: "numberId" });
  const chosen = useChosenTemplates();
  const [looked, setLooked] = useState<Template | null>(null);
  return (
    <form
      onSubmit={onSubmit}
      noValidate
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8"
    >
      <div className="grid min-w-0 gap-5">
        <FormSection step={1} title="Name and number">
          <TextInput
            control={control}
            name="name"
            label="Campaign name"
            placeholder="November dispatch notices"
          />
          <NumberField numbers={numbers} />
        </FormSection>
        <FormSection step={2} title="Templates" hint="One or more; contacts are shared out evenly.">
          {numberId ? (
            <TemplatePicker numberId={Number(numberId)} onLook={setLooked} />
          ) : (
            <p className="text-muted">Choose a number first: templates belong to its WhatsApp account.</p>
          )}
          <div className="lg:hidden">{looked && <PreviewPane template={looked} />}</div>
        </FormSection>
        <FormSection step={3} title="Contacts">
          <CsvFormat templates={chosen} />
          <CsvField />
          <DuplicatesField />
        </FormSection>
        <FormSection step={4} title="Start">
          <StartField now={now} />
        </FormSection>
        {check.error && <ProblemNotice error={check.error} />}
        <SubmitRow check={check} />
      </div>
      <div className="hidden h-full lg:block">
        <PreviewPane template={looked ?? chosen[0] ?? null} />
      </div>
    </form>
  );
}

function SubmitRow({ check }: Pick<ComposeStepProps, "check">) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-4">
      {check.isPending && <UploadProgress share={check.progress} doing="Checking every row…" />}
      <PendingButton type="submit" size="lg" isPending={check.isPending} className="w-full sm:w-auto">
        Check the file
      </PendingButton>
      <p className="w-full text-sm text-muted sm:text-right">
        Nothing is sent yet: you will see the result first.
      </p>
    </div>
  );
}

function useChosenTemplates(): Template[] {
  const { control } = useFormContext<Draft>();
  const [numberId, ids] = useWatch({ control, name: ["numberId", "templateIds"] });
  const { data = [] } = useQuery({ ...templatesOfNumberQuery(Number(numberId)), enabled: numberId !== null });
  return data.filter(({ id }) => ids.includes(id));
}
