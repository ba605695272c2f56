/** Supabase Auth's error codes in plain words. */
import { isAuthApiError, isAuthRetryableFetchError } from "@supabase/supabase-js";

const WORDS: Partial<Record<string, string>> = {
  invalid_credentials: "This email and password do not belong together. Check both and try again.",
  email_not_confirmed:
    "This email address is not confirmed yet. Open the link in the mail you got, then sign in.",
  user_banned: "This account is blocked. Ask your administrator.",
  over_request_rate_limit: "Too many attempts. Wait a few minutes, then try again.",
  validation_failed: "The server did not accept this email or password. Check both and try again.",
};

export function signInErrorText(error: unknown): string {
  if (isAuthRetryableFetchError(error)) return "Harkara did not answer. Check your connection and try again.";
  if (isAuthApiError(error)) return WORDS[error.code ?? ""] ?? error.message;
  return error instanceof Error ? error.message : "Signing in failed. Try again.";
}
