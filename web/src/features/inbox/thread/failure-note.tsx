/** Why a message did not arrive: plain words, Meta's code and details, and what to do. */
import type { Message } from "@/api/models";
import { t } from "@/shared/i18n/i18n";

export function FailureNote({ failure }: { failure: NonNullable<Message["failure"]> }) {
  const { code, title, advice, details } = failure;
  return (
    <div className="grid gap-0.5 rounded-lg bg-danger-soft px-2.5 py-2 text-sm text-danger-soft-foreground">
      <p className="font-semibold wrap-anywhere">
        {code === null ? t("inbox:message.failedUnknown") : t("inbox:message.failed", { title })}
        {code !== null && (
          <span className="font-normal figures"> {t("inbox:message.failedCode", { code })}</span>
        )}
      </p>
      {details && <p className="wrap-anywhere">{details}</p>}
      {advice && <p className="wrap-anywhere">{advice}</p>}
    </div>
  );
}
