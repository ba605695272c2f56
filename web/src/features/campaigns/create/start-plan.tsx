/** What exactly happens on Start, step by step: from where, to whom, when, and how long. */
import { CalendarClock, Flag, LayoutTemplate, Send, Smartphone, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Report, WhatsAppNumber } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { DASH, formatCount, formatSpeed } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { useNow } from "@/shared/hooks/use-now";
import { t } from "@/shared/i18n/i18n";
import { beforeWords, endWords, lengthWords, startWords } from "./timing";

interface StartPlanProps {
  scheduledAt: string | null;
  report: Report;
  number: WhatsAppNumber | undefined;
}

export function StartPlan({ scheduledAt, report, number }: StartPlanProps) {
  const now = useNow();
  return (
    <section aria-labelledby="plan" className="panel p-5 sm:p-6">
      <h2 id="plan" className="text-[1.0625rem] font-semibold">
        {scheduledAt === null ? t("create:plan.onStart") : t("create:plan.onSchedule")}
      </h2>
      <ul className="mt-5 grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <Item icon={Smartphone} label={t("create:plan.from")}>
          {number?.display_name ?? DASH}
          <Note>
            {t("create:plan.numberNow", {
              phone: formatPhone(number?.display_phone_number ?? ""),
              speed: formatSpeed(report.rate_per_sec),
            })}
          </Note>
          <LimitNotes report={report} />
        </Item>
        <Item
          icon={LayoutTemplate}
          label={t("create:plan.to", {
            count: report.valid_rows,
            n: formatCount(report.valid_rows),
          })}
        >
          <Split batches={report.batches} />
        </Item>
        <Item icon={scheduledAt === null ? Send : CalendarClock} label={t("create:plan.firstMessage")}>
          {startWords(report, scheduledAt, now)}
          <Line report={report} />
          {scheduledAt !== null && <Note>{t("create:plan.checkedAgain")}</Note>}
        </Item>
        <Item icon={Flag} label={t("create:plan.lastMessage")}>
          {endWords(report)}
          <Note>{lengthWords(report)}</Note>
        </Item>
      </ul>
    </section>
  );
}

function Split({ batches }: Pick<Report, "batches">) {
  return (
    <>
      <ul className="grid gap-0.5">
        {batches.map((batch) => (
          <li key={batch.template_id} className="flex justify-between gap-4">
            <span className="min-w-0 wrap-anywhere">
              {batch.template_name}{" "}
              <span className="font-normal text-muted">{formatLanguage(batch.language)}</span>
            </span>
            <span className="figures">{formatCount(batch.recipients)}</span>
          </li>
        ))}
      </ul>
      {batches.length > 1 && <Note>{t("create:plan.oneAfterAnother")}</Note>}
    </>
  );
}

/** The campaigns that the number sends first. */
function Line({ report: { before, campaigns_before } }: { report: Report }) {
  if (before.length === 0) return null;
  const more = campaigns_before - before.length;
  return (
    <div className="mt-0.5 text-sm font-normal text-muted">
      <p>{t("create:plan.lineBefore")}</p>
      <ul className="grid gap-0.5">
        {before.map((campaign) => (
          <li key={campaign.id} className="wrap-anywhere">
            <Link
              to={`/campaigns/${campaign.id}`}
              target="_blank"
              className="hover:text-foreground hover:underline"
            >
              {beforeWords(campaign)}
            </Link>
          </li>
        ))}
      </ul>
      {more > 0 && <p>{t("create:plan.lineMore", { count: more, n: formatCount(more) })}</p>}
    </div>
  );
}

/** Meta's limit counts customers over all numbers of the business. */
function LimitNotes({ report: { daily_limit, sent_last_day, messaging_limit } }: { report: Report }) {
  if (daily_limit === null) {
    return messaging_limit === null ? null : <Note>{t("create:plan.unlimited")}</Note>;
  }
  return (
    <>
      <Note>{t("create:plan.limit", { n: formatCount(daily_limit) })}</Note>
      {sent_last_day > 0 && (
        <Note>{t("create:plan.lastDay", { count: sent_last_day, n: formatCount(sent_last_day) })}</Note>
      )}
    </>
  );
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
