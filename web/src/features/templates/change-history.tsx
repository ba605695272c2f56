/** What changed on a template, when, and who or what changed it. */
import { Skeleton } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import type { TemplateChange } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { templateChangesQuery } from "./api/template-changes-query";
import { titleCase } from "./template-filters";

export function ChangeHistory({ templateId }: { templateId: number }) {
  const query = useQuery(templateChangesQuery(templateId));
  return (
    <section aria-labelledby="history" className="grid gap-3">
      <h3 id="history" className="font-semibold">
        History
      </h3>
      {query.isPending && <Skeleton className="h-16 rounded-xl" />}
      {query.error && <ProblemNotice error={query.error} />}
      {query.data?.items.length === 0 && (
        <p className="text-sm text-muted">Nothing has changed since it arrived.</p>
      )}
      <ol className="grid gap-4">
        {query.data?.items.map((change) => (
          <Change key={change.id} change={change} />
        ))}
      </ol>
    </section>
  );
}

function Change({
  change: { kind, old_value, new_value, source, actor, created_at },
}: {
  change: TemplateChange;
}) {
  return (
    <li className="grid gap-0.5 border-l-2 border-marigold pl-3.5 text-sm">
      <p className="flex flex-wrap items-center gap-1.5 font-medium">
        {titleCase(kind)}
        {old_value && <span className="font-normal text-muted">{titleCase(old_value)}</span>}
        {old_value && new_value && <ArrowRight aria-label="to" className="size-3.5 text-muted" />}
        {new_value && <span>{titleCase(new_value)}</span>}
      </p>
      <p className="text-muted figures">
        {formatIst(created_at)} · {actor ?? `seen by ${source}`}
      </p>
    </li>
  );
}
