/** The campaign's batches: one template each, sent one after another. */
import { Check, CircleDashed, LoaderCircle, type LucideIcon } from "lucide-react";
import type { Batch } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { formatQuantity } from "@/shared/format/number";

const BATCH_LOOK: Record<Batch["status"], { icon: LucideIcon; label: string; className: string }> = {
  pending: { icon: CircleDashed, label: "Waiting", className: "text-muted" },
  ready: { icon: LoaderCircle, label: "Its turn", className: "text-accent" },
  completed: { icon: Check, label: "Done", className: "text-success" },
};

export function BatchList({ batches }: { batches: Batch[] }) {
  return (
    <section aria-labelledby="batches" className="card overflow-hidden">
      <h2 id="batches" className="px-5 pt-5 pb-3 text-[1.0625rem] font-semibold sm:px-6">
        Batches
      </h2>
      <ol className="divide-separator divide-y border-t">
        {batches.map((batch) => (
          <BatchRow key={batch.template_id} batch={batch} />
        ))}
      </ol>
    </section>
  );
}

function BatchRow({ batch }: { batch: Batch }) {
  const { icon: Icon, label, className } = BATCH_LOOK[batch.status];
  return (
    <li className="figures flex items-center gap-4 px-5 py-3 sm:px-6">
      <span className="text-muted w-4 text-sm">{batch.position}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{batch.template_name}</span>
        <span className="text-muted block text-sm">
          {formatLanguage(batch.language)} · {formatQuantity(batch.contact_count, "contact")}
        </span>
      </span>
      <span className={`flex items-center gap-1.5 text-sm font-medium ${className}`}>
        <Icon aria-hidden="true" className="size-4" />
        {label}
      </span>
    </li>
  );
}
