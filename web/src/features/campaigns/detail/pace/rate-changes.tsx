/** When the number's allowed rate changed while the campaign sent, and why. */
import { ArrowRight } from "lucide-react";
import type { RateStep } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { RateMark } from "./rate-mark";

export function RateChanges({ changes }: { changes: RateStep[] }) {
  if (changes.length === 0) return null;
  return (
    <div
      role="region"
      aria-label={t("campaign:pace.changes")}
      tabIndex={0}
      className="max-h-52 overflow-auto rounded-lg border focus-visible:outline-2 focus-visible:outline-focus"
    >
      <ul className="divide-y divide-separator text-sm">
        {changes.map(({ changed_at, from_rate, to_rate, reason, details }) => (
          <li key={changed_at} className="flex items-start gap-3 px-3 py-2.5">
            <RateMark reason={reason} />
            <div className="grid min-w-0 gap-0.5">
              <p className="font-medium figures">
                {t(`campaign:pace.reason.${reason}`)} · {formatCount(from_rate)}{" "}
                <ArrowRight aria-hidden="true" className="inline size-3.5 text-muted" />
                <span className="sr-only">{t("campaign:pace.to")}</span> {formatCount(to_rate)}
              </p>
              <p className="wrap-anywhere text-muted figures">
                {formatIst(changed_at)} · {details}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
