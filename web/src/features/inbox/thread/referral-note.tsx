/** The advertisement or post that led the customer here. */
import { Megaphone } from "lucide-react";
import type { Message } from "@/api/models";
import { t } from "@/shared/i18n/i18n";

export function ReferralNote({ referral }: { referral: NonNullable<Message["referral"]> }) {
  const { headline, body, source_type, source_url } = referral;
  return (
    <div className="grid gap-0.5 rounded-lg bg-current/8 px-2.5 py-2 text-sm">
      <p className="flex items-center gap-1.5 text-xs font-medium text-bubble-muted">
        <Megaphone aria-hidden="true" className="size-3.5 shrink-0" />
        {source_type === "post" ? t("inbox:message.fromPost") : t("inbox:message.fromAd")}
      </p>
      {headline && <p className="font-semibold wrap-anywhere">{headline}</p>}
      {body && <p className="wrap-anywhere">{body}</p>}
      {source_url && <p className="text-xs wrap-anywhere text-bubble-muted">{source_url}</p>}
    </div>
  );
}
