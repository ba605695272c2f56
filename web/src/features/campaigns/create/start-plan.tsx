/** What exactly happens on Start, step by step: from where, to whom, when, and how long. */
import { CalendarClock, Flag, LayoutTemplate, Send, Smartphone, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Report, WhatsAppNumber } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { DASH, formatCount, formatQuantity } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { useNow } from "@/shared/hooks/use-now";
import { toUpload, type CheckedDraft } from "./draft";
import { endWords, lengthWords, startWords } from "./timing";

interface StartPlanProps {
  draft: CheckedDraft;
  report: Report;
  number: WhatsAppNumber | undefined;
}

export function StartPlan({ draft, report, number }: StartPlanProps) {
  const now = useNow();
  const { scheduledAt } = toUpload(draft);
  return (
    <section aria-labelledby="plan" className="panel p-5 sm:p-6">
      <h2 id="plan" className="text-[1.0625rem] font-semibold">
        {scheduledAt === null ? "What happens on Start" : "What happens on Schedule"}
      </h2>
      <ul className="mt-5 grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <Item icon={Smartphone} label="From">
          {number?.display_name ?? DASH}
          <Note>
            {formatPhone(number?.display_phone_number ?? "")}
            {limitNote(report)}
          </Note>
        </Item>
        <Item icon={LayoutTemplate} label={`To ${formatQuantity(report.valid_rows, "contact")}`}>
          <ul className="grid gap-0.5">
            {report.batches.map((batch) => (
              <li key={batch.template_id} className="flex justify-between gap-4">
                <span className="min-w-0 wrap-anywhere">
                  {batch.template_name}{" "}
                  <span className="font-normal text-muted">{formatLanguage(batch.language)}</span>
                </span>
                <span className="figures">{formatCount(batch.recipients)}</span>
              </li>
            ))}
          </ul>
          {report.batches.length > 1 && <Note>One template after the other, in file order.</Note>}
        </Item>
        <Item icon={scheduledAt === null ? Send : CalendarClock} label="First message">
          {sentence(startWords(report, scheduledAt, now))}
          {scheduledAt !== null && (
            <Note>
              The number and every template are checked once more then; if one cannot be used, nothing is sent
              and you are told. Until then you can delete it.
            </Note>
          )}
        </Item>
        <Item icon={Flag} label="Last message">
          {sentence(endWords(report))}
          <Note>It takes {lengthWords(report)}.</Note>
        </Item>
      </ul>
    </section>
  );
}

/** Meta's limit counts customers over all numbers of the business. */
function limitNote({ daily_limit, sent_last_day }: Report): string {
  if (daily_limit === null) return "";
  const sent = sent_last_day > 0 ? `, up to ${formatCount(sent_last_day)} were in the last day` : "";
  return ` · your business may write to ${formatCount(daily_limit)} people in 24 hours${sent}`;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Item({ icon: Icon, label, children }: { icon: LucideIcon; label: string; children: ReactNode }) {
  return (
    <li className="flex min-w-0 gap-3.5">
      <span className="grid size-9 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-soft-foreground">
        <Icon aria-hidden="true" className="size-[1.125rem]" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-sm text-muted figures">{label}</p>
        <div className="font-medium figures">{children}</div>
      </div>
    </li>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <p className="mt-0.5 text-sm font-normal text-muted">{children}</p>;
}
