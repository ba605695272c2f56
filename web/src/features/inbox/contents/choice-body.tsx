/** What the customer tapped, picked or filled in. */
import { ListChecks, MousePointerClick, PhoneCall, SquarePen, type LucideIcon } from "lucide-react";
import type { ContentOf } from "@/api/models";
import { formAnswers } from "./form-answers";

type Choice = ContentOf<"choice">;

const SOURCES: Record<Choice["source"], { icon: LucideIcon; label: string }> = {
  template_button: { icon: MousePointerClick, label: "Tapped a template’s button" },
  button: { icon: MousePointerClick, label: "Tapped a button" },
  list: { icon: ListChecks, label: "Picked from a list" },
  flow: { icon: SquarePen, label: "Sent a form" },
  call_permission: { icon: PhoneCall, label: "Answered a call request" },
};

export function ChoiceBody({ content: { source, label, description, answers } }: { content: Choice }) {
  const { icon: Icon, label: what } = SOURCES[source];
  return (
    <div className="grid gap-0.5 px-2">
      <p className="flex items-center gap-1.5 text-xs text-bubble-muted">
        <Icon aria-hidden="true" className="size-3.5 shrink-0" /> {what}
      </p>
      <p className="font-medium wrap-anywhere">{label}</p>
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
