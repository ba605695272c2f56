/** The contact's row of the CSV as it was uploaded, and what identifies its message. */
import type { ContactDetail } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";

export function ContactRowValues({ contact }: { contact: ContactDetail }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm figures">
      {valuesOf(contact).map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function valuesOf({ media_url, variables, attempts, wamid }: ContactDetail): [string, string][] {
  return [
    ...(media_url ? [["{{Media}}", media_url] as [string, string]] : []),
    ...variables.map((value, index) => [`{{${index + 1}}}`, value] as [string, string]),
    ...(attempts > 0 ? [[t("campaign:contact.attempts"), formatCount(attempts)] as [string, string]] : []),
    ...(wamid ? [[t("campaign:contact.messageId"), wamid] as [string, string]] : []),
  ];
}
