/** Everything that ever changed on a template, newest first: what, from what to what, when, and who saw or did it. */
import { Skeleton } from "@heroui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import type { TemplateChange } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { Fold } from "@/shared/ui/fold";
import { LoadMore } from "@/shared/ui/load-more";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { templateChangesQuery } from "./api/template-changes-query";
import { changeWords, sourceWords } from "./change-words";

export function ChangeTimeline({ templateId }: { templateId: number }) {
  const query = useInfiniteQuery(templateChangesQuery(templateId));
  const changes = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="history" className="grid gap-3">
      <h3 id="history" className="font-semibold text-foreground">
        {t("templates:history.heading")}
      </h3>
      {query.isPending && <Skeleton className="h-16 rounded-xl" />}
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && changes.length === 0 && (
        <p className="text-sm text-muted">{t("templates:history.none")}</p>
      )}
      <ol className="grid">
        {changes.map((change) => (
          <Change key={change.id} change={change} />
        ))}
      </ol>
      <LoadMore query={query} />
    </section>
  );
}

function Change({ change }: { change: TemplateChange }) {
  const { icon: Icon, className, title, from, to, note } = changeWords(change);
  return (
    <li className="group relative flex gap-3.5 pb-5 text-sm last:pb-0">
      <span className="absolute top-8 bottom-0 left-[0.9375rem] w-px bg-separator group-last:hidden" />
      <span className={`grid size-8 shrink-0 place-items-center rounded-full ${className}`}>
        <Icon aria-hidden="true" className="size-4" />
      </span>
      <div className="grid min-w-0 gap-0.5 pt-1">
        <p className="flex flex-wrap items-center gap-x-1.5 text-foreground">
          <span className="font-semibold">{title}</span>
          {from && <span className="wrap-anywhere text-muted">{from}</span>}
          {from && to && (
            <ArrowRight aria-label={t("templates:history.to")} role="img" className="size-3.5 text-muted" />
          )}
          {to && <span className="font-medium wrap-anywhere">{to}</span>}
        </p>
        {note && <p className="wrap-anywhere text-muted">{note}</p>}
        {change.kind === "components" && <TextChange change={change} />}
        <Moment change={change} />
      </div>
    </li>
  );
}

/** Meta's own time where it told one; when we learnt of it is said only if that was later. */
function Moment({ change }: { change: TemplateChange }) {
  const { occurred_at, created_at } = change;
  const shown = formatIst(occurred_at ?? created_at);
  const learnt = formatIst(created_at);
  const source = sourceWords(change);
  return (
    <p className="text-muted figures">
      {learnt === shown
        ? t("templates:history.moment", { moment: shown, source })
        : t("templates:history.moment_learnt", { moment: shown, source, learnt })}
    </p>
  );
}

function TextChange({ change: { old_value, new_value } }: { change: TemplateChange }) {
  return (
    <Fold summary={t("templates:history.compare")}>
      <dl className="grid gap-2.5 pb-2">
        <TextBlock label={t("templates:history.before")} text={old_value} />
        <TextBlock label={t("templates:history.after")} text={new_value} />
      </dl>
    </Fold>
  );
}

function TextBlock({ label, text }: { label: string; text: string | null }) {
  return (
    <div className="rounded-lg bg-surface-secondary px-3 py-2">
      <dt className="text-xs font-medium text-muted">{label}</dt>
      <dd className="wrap-anywhere whitespace-pre-line text-foreground">
        {text ?? t("templates:history.nothing")}
      </dd>
    </div>
  );
}
