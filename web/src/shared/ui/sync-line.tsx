/** What the last template sync of one WhatsApp account did, or does at this moment. */
import { CircleAlert, CircleCheck, RefreshCw } from "lucide-react";
import type { Sync } from "../api/template-syncs";
import { formatCount, formatQuantity } from "../format/number";
import { formatIst } from "../format/time";
import { t } from "../i18n/i18n";
import { TimeAgo } from "./time-ago";

export function SyncLine({ sync }: { sync: Sync }) {
  return (
    <div className="flex min-w-0 gap-3 text-sm">
      <SyncIcon sync={sync} />
      <div className="grid min-w-0 gap-0.5">
        <p className="wrap-anywhere">
          <span className="font-semibold">
            {sync.number_names.join(", ") || t("common:sync.account", { id: sync.waba_id })}
          </span>
          : {outcomeText(sync)}
        </p>
        {sync.error && <p className="wrap-anywhere text-danger">{sync.error}</p>}
        <p className="text-muted figures">
          {sync.finished_at ? <Details sync={sync} /> : t("common:sync.asking")}
        </p>
        {sync.retry_after && (
          <p className="text-muted figures">
            {t("common:sync.pause", { time: formatIst(sync.retry_after) })}
          </p>
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

function outcomeText({ finished_at, error, seen }: Sync): string {
  if (finished_at === null) return t("common:sync.running", { count: seen, n: formatCount(seen) });
  return error ? t("common:sync.failed") : formatQuantity(seen, "template");
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
    added > 0 && t("common:sync.new", { count: added, n: formatCount(added) }),
    changed > 0 && t("common:sync.changed", { count: changed, n: formatCount(changed) }),
    inactive > 0 && t("common:sync.gone", { count: inactive, n: formatCount(inactive) }),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : t("common:sync.nothingChanged");
}
