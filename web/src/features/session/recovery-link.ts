/** What the link of a recovery mail carries in its fragment: our own mails a token, Supabase's a whole session, or why there is none. */

export const RESET_PATH = "/reset-password";

export type RecoveryLink =
  { kind: "token"; tokenHash: string } | { kind: "session" } | { kind: "refused"; code: string };

export function readRecoveryLink(hash: string): RecoveryLink | null {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const tokenHash = parts.get("token_hash");
  if (tokenHash) return { kind: "token", tokenHash };
  if (parts.get("type") === "recovery" && parts.has("access_token")) return { kind: "session" };
  if (parts.has("error_code")) return { kind: "refused", code: parts.get("error_code") ?? "" };
  return null;
}
