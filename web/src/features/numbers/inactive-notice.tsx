/** Why a number is out of use, and the way back: what must happen at Meta, and the field for a new token. */
import { Button } from "@heroui/react";
import { KeyRound } from "lucide-react";
import type { WhatsAppNumber } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { inactiveTrouble } from "@/shared/whatsapp/causes";

interface InactiveNoticeProps {
  number: WhatsAppNumber;
  onRenew: () => void;
}

export function InactiveNotice({ number, onRenew }: InactiveNoticeProps) {
  const trouble = inactiveTrouble(number);
  return (
    <InlineAlert
      tone="warning"
      title={trouble?.happened ?? number.inactive_reason ?? t("numbers:card.why_unknown")}
    >
      <p>{trouble?.advice}</p>
      <p>{t("numbers:card.campaigns_wait")}</p>
      <Button className="mt-3" onPress={onRenew}>
        <KeyRound aria-hidden="true" /> {t("numbers:card.enter_token")}
      </Button>
    </InlineAlert>
  );
}
