/** The campaign's batches: one template each, sent one after another. */
import { Check, CircleDashed, LoaderCircle, type LucideIcon } from "lucide-react";
import type { Batch } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { formatQuantity } from "@/shared/format/number";

const BATCH_LOOK: Record<Batch["status"], { icon: LucideIcon; label: string; className: string }> = {
  pending: { icon: CircleDashed, label: "Waits", className: "text-muted" },
  ready: { icon: LoaderCircle, label: "In progress", className: "text-accent" },
  completed: { icon: Check, label: "Done", className: "text-success" },
};

export function BatchList({ batches }: { batches: Batch[] }) {
  return (
    <section aria-labelledby="batches" className="overflow-hidden panel">
      <h2 id="batches" className="px-5 pt-5 pb-3 text-[1.0625rem] font-semibold sm:px-6">
        Batches
      </h2>
      <ol className="divide-y divide-separator border-t">
        {batches.map((batch, index) => (
          <BatchRow key={batch.template_id} batch={batch} turn={index + 1} />
        ))}
      </ol>
    </section>
  );
}

function BatchRow({ batch, turn }: { batch: Batch; turn: number }) {
  const { icon: Icon, label, className } = BATCH_LOOK[batch.status];
  return (
    <li className="flex items-center gap-4 px-5 py-3 figures sm:px-6">
      <span className="w-4 text-sm text-muted">{turn}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{batch.template_name}</span>
        <span className="block text-sm text-muted">
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
