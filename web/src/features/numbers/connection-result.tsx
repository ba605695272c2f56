/** What Meta said about the number and token. */
import type { NumberTestResult } from "@/api/models";
import { DASH, formatCount, formatSpeed } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { limitWords, metaWord } from "@/shared/whatsapp/meta-words";

interface ConnectionResultProps {
  test: { data: NumberTestResult | undefined; error: Error | null };
}

export function ConnectionResult({ test: { data, error } }: ConnectionResultProps) {
  if (error) return <ProblemNotice error={error} />;
  if (!data) return null;
  const { verified_name, display_phone_number, waba_id, template_count } = data;
  const name = verified_name ?? t("numbers:result.this_number");
  return (
    <InlineAlert tone="success" title={t("numbers:result.works")}>
      <p className="font-medium figures">
        {display_phone_number
          ? t("numbers:result.who", { name, phone: formatPhone(display_phone_number) })
          : name}
      </p>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 figures">
        {factsOf(data).map(([label, value]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {waba_id === null && <p className="mt-2">{t("numbers:result.no_waba")}</p>}
      {waba_id !== null && template_count === null && (
        <p className="mt-2">{t("numbers:result.no_templates")}</p>
      )}
    </InlineAlert>
  );
}

function factsOf(result: NumberTestResult): [string, string][] {
  const { status, quality_rating, messaging_limit, meta_limit_per_sec } = result;
  return [
    [t("numbers:result.status"), status ? metaWord("number_status", status) : DASH],
    [t("numbers:result.quality"), quality_rating ? metaWord("quality", quality_rating) : DASH],
    [t("numbers:result.limit"), messaging_limit ? limitWords(messaging_limit) : DASH],
    [t("numbers:result.speed"), formatSpeed(meta_limit_per_sec)],
    [t("numbers:result.templates"), templatesText(result)],
  ];
}

function templatesText({ template_count, has_more_templates }: NumberTestResult): string {
  if (template_count === null) return t("numbers:result.unreadable");
  const n = formatCount(template_count);
  return has_more_templates ? t("numbers:result.more_than", { n }) : n;
}
