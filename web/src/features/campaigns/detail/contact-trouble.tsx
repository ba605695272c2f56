/** Why a contact got no message: the row's fault, or Meta's answer in plain words with its code and what to do. */
import type { Contact } from "@/api/models";

export function ContactTrouble({ contact }: { contact: Contact }) {
  const { status, invalid_reason, error_code, error_title, error_advice } = contact;
  if (status === "invalid" && invalid_reason) return <p className="text-muted text-sm wrap-anywhere">{invalid_reason}</p>;
  if (status !== "failed" || (!error_title && error_code === null)) return null;
  return (
    <div className="grid gap-0.5 text-sm">
      <p className="text-danger font-medium wrap-anywhere">
        {error_title ?? "Failed"}
        {error_code !== null && <span className="figures font-normal"> (Meta code {error_code})</span>}
      </p>
      {error_advice && <p className="text-muted wrap-anywhere">{error_advice}</p>}
    </div>
  );
}
