/** Why a contact got no message: the row's fault, or Meta's answer in plain words with its code and what to do. */
import type { Contact } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { codeWords } from "@/shared/whatsapp/code-words";

export function ContactTrouble({ contact }: { contact: Contact }) {
  const { status, invalid_reason, error_code, error_title, error_advice } = contact;
  if (status === "invalid" && invalid_reason)
    return <p className="text-sm wrap-anywhere text-muted">{invalid_reason}</p>;
  if (status !== "failed" || error_title === null) return null;
  const { title, advice } = codeWords(error_code, error_title, error_advice ?? "");
  return (
    <div className="grid gap-0.5 text-sm">
      <p className="font-medium wrap-anywhere text-danger">
        {title}
        {error_code !== null && (
          <span className="font-normal figures"> {t("campaign:trouble.code", { code: error_code })}</span>
        )}
      </p>
      <p className="wrap-anywhere text-muted">{advice}</p>
    </div>
  );
}
