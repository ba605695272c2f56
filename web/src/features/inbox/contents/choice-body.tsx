/** What the customer tapped, picked or filled in. */
import { ListChecks, MousePointerClick, PhoneCall, SquarePen, type LucideIcon } from "lucide-react";
import type { ContentOf } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { CHOICE_WORDS } from "./choices";
import { formAnswers } from "./form-answers";

type Choice = ContentOf<"choice">;

const ICONS: Record<Choice["source"], LucideIcon> = {
  template_button: MousePointerClick,
  button: MousePointerClick,
  list: ListChecks,
  flow: SquarePen,
  call_permission: PhoneCall,
};

export function ChoiceBody({ content }: { content: Choice }) {
  const { source, label, is_labelled, description, answers } = content;
  const Icon = ICONS[source];
  return (
    <div className="grid gap-0.5 px-2">
      <p className="flex items-center gap-1.5 text-xs text-bubble-muted">
        <Icon aria-hidden="true" className="size-3.5 shrink-0" /> {t(CHOICE_WORDS[source])}
      </p>
      {is_labelled && <p className="font-medium wrap-anywhere">{label}</p>}
      {description && <p className="text-sm wrap-anywhere text-bubble-muted">{description}</p>}
      {answers && <Answers json={answers} />}
    </div>
  );
}

function Answers({ json }: { json: string }) {
  const answers = formAnswers(json);
  if (!answers) return <code className="text-xs wrap-anywhere">{json}</code>;
  return (
    <dl className="mt-1 grid gap-1 rounded-lg bg-current/8 px-2.5 py-2 text-sm">
      {answers.map(([question, answer]) => (
        <div key={question}>
          <dt className="text-xs text-bubble-muted">{question}</dt>
          <dd className="wrap-anywhere">{answer}</dd>
        </div>
      ))}
    </dl>
  );
}
