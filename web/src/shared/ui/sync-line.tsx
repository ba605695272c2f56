/** What the last template sync of one WhatsApp account did, or does at this moment. */
import { CircleAlert, CircleCheck, RefreshCw } from "lucide-react";
import type { Sync } from "../api/template-syncs";
import { formatCount, formatQuantity } from "../format/number";
import { formatIst } from "../format/time";
import { TimeAgo } from "./time-ago";

export function SyncLine({ sync }: { sync: Sync }) {
  return (
    <div className="flex min-w-0 gap-3 text-sm">
      <SyncIcon sync={sync} />
      <div className="grid min-w-0 gap-0.5">
        <p className="wrap-anywhere">
          <span className="font-semibold">{sync.number_names.join(", ") || `Account ${sync.waba_id}`}</span>:{" "}
          <Outcome sync={sync} />
        </p>
        {sync.error && <p className="wrap-anywhere text-danger">{sync.error}</p>}
        <p className="text-muted figures">{sync.finished_at ? <Details sync={sync} /> : "Asking Meta…"}</p>
        {sync.retry_after && (
          <p className="text-muted figures">Meta wants a pause until {formatIst(sync.retry_after)}.</p>
        )}
      </div>
    </div>
  );
}

function SyncIcon({ sync: { finished_at, error } }: { sync: Sync }) {
  const look = "mt-0.5 size-[1.125rem] shrink-0";
  if (finished_at === null) {
    return <RefreshCw aria-hidden="true" className={`${look} text-accent motion-safe:animate-spin`} />;
  }
  if (error) return <CircleAlert aria-hidden="true" className={`${look} text-danger`} />;
  return <CircleCheck aria-hidden="true" className={`${look} text-success`} />;
}

function Outcome({ sync: { finished_at, error, seen } }: { sync: Sync }) {
  if (finished_at === null) return <>syncing, {formatQuantity(seen, "template")} so far</>;
  return <>{error ? "not synced" : formatQuantity(seen, "template")}</>;
}

function Details({ sync }: { sync: Sync }) {
  return (
    <>
      {!sync.error && `${changesText(sync)} · `}
      {sync.finished_at && <TimeAgo at={sync.finished_at} />}
    </>
  );
}

function changesText({ new: added, changed, inactive }: Sync): string {
  const parts = [
    added > 0 && `${formatCount(added)} new`,
    changed > 0 && `${formatCount(changed)} changed`,
    inactive > 0 && `${formatCount(inactive)} gone from WhatsApp`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "Nothing changed";
}
