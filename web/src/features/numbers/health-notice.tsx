/** What Meta holds against a number that still sends, while there is time to mend it. */
import type { WhatsAppNumber } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { statusTrouble, type Trouble } from "@/shared/whatsapp/causes";

export function HealthNotice({ number }: { number: WhatsAppNumber }) {
  const trouble = troubleOf(number);
  if (!trouble) return null;
  return (
    <InlineAlert tone="warning" title={trouble.happened}>
      {trouble.advice}
    </InlineAlert>
  );
}

function troubleOf({ is_active, meta_status, quality_rating }: WhatsAppNumber): Trouble | null {
  // An inactive number says itself what it lacks.
  if (!is_active) return null;
  const told = meta_status === null ? null : statusTrouble(meta_status);
  if (told || quality_rating !== "RED") return told;
  return { happened: t("numbers:card.low_quality"), advice: t("numbers:card.low_quality_advice") };
}
