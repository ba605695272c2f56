/** Supabase Auth's error codes in plain words. */
import { isAuthApiError, isAuthRetryableFetchError } from "@supabase/supabase-js";
import { t } from "@/shared/i18n/i18n";

export function authErrorText(error: unknown): string {
  if (isAuthRetryableFetchError(error)) return t("session:errors.noAnswer");
  const words = WORDS[codeOf(error)];
  if (words) return words(error);
  if (isAuthApiError(error)) return error.message;
  return error instanceof Error ? error.message : t("session:errors.unexpected");
}

export function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

const WORDS: Partial<Record<string, (error: unknown) => string>> = {
  invalid_credentials: () => t("session:errors.invalidCredentials"),
  email_not_confirmed: () => t("session:errors.emailNotConfirmed"),
  user_banned: () => t("session:errors.userBanned"),
  over_request_rate_limit: () => t("session:errors.tooManyAttempts"),
  over_email_send_rate_limit: () => t("session:errors.tooManyMails"),
  validation_failed: () => t("session:errors.validationFailed"),
  otp_expired: () => t("session:errors.codeWrong"),
  same_password: () => t("session:errors.samePassword"),
  weak_password: weakPassword,
  current_password_invalid: () => t("session:errors.currentPasswordWrong"),
  current_password_required: () => t("session:errors.currentPasswordMissing"),
  reauthentication_needed: () => t("session:errors.signInAgain"),
  session_not_found: () => t("session:errors.sessionEnded"),
};

function weakPassword(error: unknown): string {
  const reasons = error instanceof Error && "reasons" in error ? error.reasons : [];
  return Array.isArray(reasons) && reasons.includes("pwned")
    ? t("session:errors.commonPassword")
    : t("session:errors.shortPassword");
}
