/** Holds the draft while a person goes between composing and reviewing; the file is checked in between. */
import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { useNavigate, useSearchParams } from "react-router";
import type { WhatsAppNumber } from "@/api/models";
import type { ApiProblem } from "@/api/problem";
import { templatesKey } from "@/shared/api/templates";
import { useKeptForm } from "@/shared/hooks/use-kept-form";
import { ComposeStep } from "./compose-step";
import { draftSchema, emptyDraft, toUpload, type CheckedDraft, type Draft } from "./draft";
import { LeaveDialog } from "./leave-dialog";
import { partOf } from "./refusal";
import { ReviewStep } from "./review-step";
import { useFileCheck, type Checked } from "./use-file-check";

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
  useKeptForm("campaign", form);
  const check = useFileCheck();
  const [reviewed, setReviewed] = useState<Checked | null>(null);
  const { isReview, toReview, back } = useReviewAddress();
  const showsReview = isReview && reviewed !== null;
  const top = useTopOnChange(showsReview);
  const refreshTemplates = useRefreshTemplates();

  const submit = form.handleSubmit(async (draft) => {
    const checked = await check.run(toUpload(draft));
    if (!checked) return;
    setReviewed(checked);
    toReview();
  });
  const refuse = (checked: Checked, problem: ApiProblem) => {
    check.refuse({ upload: checked.upload, problem });
    refreshTemplates(problem);
    back();
  };
  return (
    <div ref={top} tabIndex={-1} className="scroll-mt-20 outline-none">
      <FormProvider {...form}>
        {showsReview ? (
          <ReviewStep
            checked={reviewed}
            numbers={numbers}
            onBack={back}
            onRefused={(problem) => refuse(reviewed, problem)}
          />
        ) : (
          <ComposeStep numbers={numbers} check={check} onSubmit={submit} />
        )}
      </FormProvider>
      <LeaveDialog hasWork={form.formState.isDirty} />
    </div>
  );
}

/** The review is a step of its own in the browser's history: its back button leads to the form, with everything in it. */
function useReviewAddress() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  return {
    isReview: search.get("step") === "review",
    toReview: () => void navigate({ search: "?step=review" }),
    back: () => void navigate(-1),
  };
}

/** A template that the server refused is not what the picker shows. */
function useRefreshTemplates() {
  const queryClient = useQueryClient();
  return (problem: ApiProblem) => {
    if (partOf(problem) === "templates") void queryClient.invalidateQueries({ queryKey: templatesKey });
  };
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
