/** What is said before the first campaign: the three steps, each with its link, the done ones ticked. */
import { useQuery } from "@tanstack/react-query";
import { ArrowRight, Check } from "lucide-react";
import { Link } from "react-router";
import type { WhatsAppNumber } from "@/api/models";
import { numbersQuery } from "@/shared/api/numbers";
import { t } from "@/shared/i18n/i18n";

interface Step {
  to: string;
  title: string;
  text: string;
  done: boolean;
}

export function FirstCampaign() {
  const { data: numbers = [] } = useQuery(numbersQuery);
  return (
    <section aria-labelledby="first-steps" className="rise panel p-6 sm:p-8">
      <h2 id="first-steps" className="text-lg font-semibold">
        {t("campaigns:first.title")}
      </h2>
      <ol className="mt-5 grid gap-3 md:grid-cols-3">
        {stepsFor(numbers).map((step, index) => (
          <StepCard key={step.to} step={step} position={index + 1} />
        ))}
      </ol>
    </section>
  );
}

function StepCard({ step: { to, title, text, done }, position }: { step: Step; position: number }) {
  const mark = done ? "bg-success-soft text-success-soft-foreground" : "bg-marigold-soft text-marigold-text";
  return (
    <li>
      <Link
        to={to}
        className="group grid h-full content-start gap-2 rounded-xl border p-5 transition-colors hover:border-accent hover:bg-accent-soft/40"
      >
        <span className={`grid size-8 place-items-center rounded-full font-semibold figures ${mark}`}>
          {done ? <Check aria-label={t("campaigns:first.done")} className="size-4" /> : position}
        </span>
        <span className="mt-1 flex items-center gap-1.5 font-semibold">
          {title}
          <ArrowRight
            aria-hidden="true"
            className="size-4 transition-transform group-hover:translate-x-0.5 motion-reduce:transition-none"
          />
        </span>
        <span className="text-sm text-muted">{text}</span>
      </Link>
    </li>
  );
}

function stepsFor(numbers: WhatsAppNumber[]): Step[] {
  return [
    {
      to: "/numbers",
      title: t("campaigns:first.connect.title"),
      text: t("campaigns:first.connect.text"),
      done: numbers.some(({ is_active }) => is_active),
    },
    {
      to: "/templates",
      title: t("campaigns:first.sync.title"),
      text: t("campaigns:first.sync.text"),
      done: numbers.some(({ template_count }) => template_count > 0),
    },
    {
      to: "/campaigns/new",
      title: t("campaigns:first.send.title"),
      text: t("campaigns:first.send.text"),
      done: false,
    },
  ];
}
