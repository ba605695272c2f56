/** How many of the replies a customer gets in a lifetime are used; when all are, AI is silent. */
import { useId } from "react";
import type { ReplyQuota } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";

export function QuotaMeter({ quota: { used, limit } }: { quota: ReplyQuota }) {
  const label = useId();
  const spent = used >= limit;
  return (
    <div className="grid w-44 gap-1">
      <p id={label} className="text-xs text-muted figures">
        {t("inbox:quota.used", { used: formatCount(used), limit: formatCount(limit) })}
      </p>
      <div
        role="meter"
        aria-labelledby={label}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(used, limit)}
        className="h-1.5 overflow-hidden rounded-full bg-default"
      >
        <div
          className={`h-full rounded-full ${spent ? "bg-warning" : "bg-accent"}`}
          style={{ width: `${Math.min(1, used / limit) * 100}%` }}
        />
      </div>
      {spent && <p className="text-xs font-medium text-warning-soft-foreground">{t("inbox:quota.spent")}</p>}
    </div>
  );
}
