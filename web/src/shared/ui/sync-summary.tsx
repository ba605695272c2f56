/** What a template sync found, per WhatsApp account. */
import type { SyncResult } from "@/api/models";
import { formatCount, formatQuantity } from "@/shared/format/number";
import { InlineAlert } from "./inline-alert";

export function SyncSummary({ results }: { results: SyncResult[] }) {
  return (
    <div className="grid gap-3">
      {results.map((result) => (
        <InlineAlert
          key={`${result.waba_id} ${result.number_names.join()}`}
          tone={result.error ? "danger" : "success"}
          title={`${result.number_names.join(", ")}: ${result.error ? "not synced" : formatQuantity(result.seen, "template")}`}
        >
          <span className="figures">{result.error ?? changesText(result)}</span>
        </InlineAlert>
      ))}
    </div>
  );
}

function changesText({ new: added, changed, inactive }: SyncResult): string {
  const parts = [
    added > 0 && `${formatCount(added)} new`,
    changed > 0 && `${formatCount(changed)} changed`,
    inactive > 0 && `${formatCount(inactive)} gone from WhatsApp`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "Nothing changed since the last sync.";
}
