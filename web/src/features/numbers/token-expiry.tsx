/** Warns while a token that ends soon can still be replaced in peace. */
import { Button } from "@heroui/react";
import type { WhatsAppNumber } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { useNow } from "@/shared/hooks/use-now";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { endsSoon } from "./token-text";

interface TokenExpiryProps {
  number: WhatsAppNumber;
  onRenew: () => void;
}

export function TokenExpiry({ number, onRenew }: TokenExpiryProps) {
  const now = useNow();
  const { is_active, token_expires_at } = number;
  // An inactive number says itself what it lacks.
  if (!is_active || token_expires_at === null || !endsSoon(number, now)) return null;
  const moment = formatIst(token_expires_at);
  const over = new Date(token_expires_at) <= now;
  return (
    <InlineAlert
      tone="warning"
      title={over ? t("numbers:token.ended", { moment }) : t("numbers:token.ends", { moment })}
    >
      <p>{t("numbers:token.advice")}</p>
      <Button variant="outline" className="mt-2.5 border-current/30" onPress={onRenew}>
        {t("numbers:card.enter_token")}
      </Button>
    </InlineAlert>
  );
}
