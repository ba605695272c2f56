/** Holds the draft while a person goes between composing and reviewing; the file is checked in between. */
import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect, useMemo, useRef, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import type { WhatsAppNumber } from "@/api/models";
import { useValidateCampaign } from "../api/validate-campaign";
import { ComposeStep } from "./compose-step";
import { draftSchema, emptyDraft, toUpload, type CheckedDraft, type Draft } from "./draft";
import { ReviewStep } from "./review-step";

interface CampaignWizardProps {
  numbers: WhatsAppNumber[];
  now: () => Date;
}

export function CampaignWizard({ numbers, now }: CampaignWizardProps) {
  const only = numbers.length === 1 ? String(numbers[0]?.id) : null;
  const schema = useMemo(() => draftSchema(now), [now]);
  const form = useForm<Draft, unknown, CheckedDraft>({
    resolver: zodResolver(schema),
    defaultValues: emptyDraft(only),
  });
  const check = useValidateCampaign();
  const [checked, setChecked] = useState<CheckedDraft | null>(null);
  const top = useTopOnChange(checked !== null && check.isSuccess);

  const submit = form.handleSubmit(async (draft) => {
    await check.mutateAsync(toUpload(draft)).then(
      () => setChecked(draft),
      () => undefined, // shown from check.error
    );
  });
  return (
    <div ref={top} tabIndex={-1} className="scroll-mt-20 outline-none">
      {checked && check.data ? (
        <ReviewStep draft={checked} report={check.data} numbers={numbers} onBack={() => setChecked(null)} />
      ) : (
        <FormProvider {...form}>
          <ComposeStep numbers={numbers} now={now} check={check} onSubmit={submit} />
        </FormProvider>
      )}
    </div>
  );
}

/** A new step starts at its top, with the focus there. */
function useTopOnChange(step: boolean) {
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    window.scrollTo({ top: 0 });
    top.current?.focus({ preventScroll: true });
  }, [step]);
  return top;
}
