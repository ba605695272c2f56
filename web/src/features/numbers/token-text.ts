/** When a number's access token ends, in words, and whether that is soon enough to say so loudly. */
import type { WhatsAppNumber } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";

/** The bell warns a week ahead as well. */
const SOON_MS = 7 * 24 * 60 * 60 * 1_000;

type WithToken = Pick<WhatsAppNumber, "token_expires_at">;

export function tokenText({ token_expires_at }: WithToken): string {
  if (token_expires_at === null) return t("numbers:token.none");
  return t("numbers:token.until", { moment: formatIst(token_expires_at) });
}

export function endsSoon({ token_expires_at }: WithToken, now: Date): boolean {
  return token_expires_at !== null && new Date(token_expires_at).getTime() - now.getTime() < SOON_MS;
}
