/** The form of a new campaign, in the order people think: what, with which words, to whom, when. */
import { useQuery } from "@tanstack/react-query";
import { useState, type ComponentProps } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import type { Template, WhatsAppNumber } from "@/api/models";
import { templatesOfNumberQuery } from "@/shared/api/templates";
import { t } from "@/shared/i18n/i18n";
import { TextInput } from "@/shared/ui/text-input";
import { CheckResult } from "./check-result";
import { CsvField } from "./csv-field";
import { CsvFormat } from "./csv-format";
import { isSameCheck, type Draft } from "./draft";
import { DuplicatesField } from "./duplicates-field";
import { FormSection } from "./form-section";
import { NumberField } from "./number-field";
import { PreviewPane } from "./preview-pane";
import { partOf, type FormPart } from "./refusal";
import { RefusalNotice } from "./refusal-notice";
import { StartField } from "./start-field";
import { SubmitRow } from "./submit-row";
import { TemplatePicker } from "./template-picker";
import { useAutoCheck, useCheckable } from "./use-auto-check";
import type { FileCheck } from "./use-file-check";

interface ComposeStepProps {
  numbers: WhatsAppNumber[];
  check: FileCheck;
  onSubmit: ComponentProps<"form">["onSubmit"];
}

export function ComposeStep({ numbers, check, onSubmit }: ComposeStepProps) {
  const { control } = useFormContext<Draft>();
  const numberId = useWatch({ control, name: "numberId" });
  const chosen = useChosenTemplates();
  const [looked, setLooked] = useState<Template | null>(null);
  useAutoCheck(check);
  const { isExpected, result, refusalOf } = useOutcome(check);
  return (
    <form
      onSubmit={onSubmit}
      noValidate
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8"
    >
      <div className="grid min-w-0 gap-5">
        <FormSection step={1} title={t("create:section.name")}>
          <TextInput
            control={control}
            name="name"
            label={t("create:name.label")}
            placeholder={t("create:name.example")}
          />
          <NumberField numbers={numbers} />
          {refusalOf("name")}
        </FormSection>
        <FormSection step={2} title={t("create:section.templates")} hint={t("create:section.templatesHint")}>
          {refusalOf("templates")}
          {numberId ? (
            <TemplatePicker numberId={Number(numberId)} onLook={setLooked} />
          ) : (
            <p className="text-muted">{t("create:templates.numberFirst")}</p>
          )}
          <div className="lg:hidden">{looked && <PreviewPane template={looked} />}</div>
        </FormSection>
        <FormSection step={3} title={t("create:section.contacts")}>
          <CsvFormat templates={chosen} />
          <CsvField />
          {refusalOf("file")}
          <CheckResult check={check} isExpected={isExpected} report={result?.report ?? null} />
          <DuplicatesField />
        </FormSection>
        <FormSection step={4} title={t("create:section.start")}>
          <StartField />
          {refusalOf("start")}
        </FormSection>
        {refusalOf(null)}
        <SubmitRow isChecked={result !== null} />
      </div>
      <div className="hidden h-full lg:block">
        <PreviewPane template={looked ?? chosen[0] ?? null} />
      </div>
    </form>
  );
}

/** What the last check said, if it was about what the form holds now. */
function useOutcome({ checked, refusal }: FileCheck) {
  const upload = useCheckable();
  const result = upload && checked && isSameCheck(checked.upload, upload) ? checked : null;
  const refused = upload && refusal && isSameCheck(refusal.upload, upload) ? refusal : null;
  const refusalOf = (part: FormPart | null) =>
    refused && partOf(refused.problem) === part && <RefusalNotice key={part} problem={refused.problem} />;
  return { isExpected: upload !== null && !refused, result: refused ? null : result, refusalOf };
}

function useChosenTemplates(): Template[] {
  const { control } = useFormContext<Draft>();
  const [numberId, ids] = useWatch({ control, name: ["numberId", "templateIds"] });
  const { data = [] } = useQuery({ ...templatesOfNumberQuery(Number(numberId)), enabled: numberId !== null });
  return data.filter(({ id }) => ids.includes(id));
}
