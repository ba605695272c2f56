/** The campaign that sent a message, and this customer's row in it. */
import { Send } from "lucide-react";
import { Trans } from "react-i18next";
import { Link } from "react-router";
import type { Message } from "@/api/models";
import { t } from "@/shared/i18n/i18n";

interface CampaignNoteProps {
  campaign: NonNullable<Message["campaign"]>;
  /** The customer's number, by which the campaign's list finds the row. */
  phone: string | null;
}

export function CampaignNote({ campaign: { id, name }, phone }: CampaignNoteProps) {
  const look = "inline-block py-1 font-semibold text-bubble-link underline underline-offset-2";
  return (
    <p className="flex max-w-[min(85%,30rem)] items-center gap-1.5 px-1 text-xs text-bubble-muted">
      <Send aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="wrap-anywhere">
        <Trans
          t={t}
          i18nKey="inbox:message.campaign"
          values={{ name: name ?? id }}
          components={{ campaign: <Link to={`/campaigns/${id}`} className={look} /> }}
          shouldUnescape
        />
        {phone && (
          <>
            {" · "}
            <Link to={`/campaigns/${id}?q=${phone}`} className={look}>
              {t("inbox:message.campaignRow")}
            </Link>
          </>
        )}
      </span>
    </p>
  );
}
