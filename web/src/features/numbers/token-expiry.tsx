/** Warns while a token that ends soon can still be replaced in peace. */
import type { WhatsAppNumber } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { useNow } from "@/shared/hooks/use-now";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { endsSoon } from "./token-text";

export function TokenExpiry({ number }: { number: WhatsAppNumber }) {
  const now = useNow();
  const { is_active, token_expires_at } = number;
  // An inactive number says itself what it lacks.
  if (!is_active || token_expires_at === null || !endsSoon(number, now)) return null;
  const over = new Date(token_expires_at) <= now;
  return (
    <InlineAlert
      tone="warning"
      title={`The access token ${over ? "ended on" : "ends on"} ${formatIst(token_expires_at)}`}
    >
      Make a new one in Meta’s app dashboard and connect the number again with it: its history stays.
    </InlineAlert>
  );
}
