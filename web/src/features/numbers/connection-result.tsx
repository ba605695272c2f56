/** What Meta said about the number and token. */
import type { NumberTestResult } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { ProblemNotice } from "@/shared/ui/problem-notice";

interface ConnectionResultProps {
  test: { data: NumberTestResult | undefined; error: Error | null };
}

export function ConnectionResult({ test: { data, error } }: ConnectionResultProps) {
  if (error) return <ProblemNotice error={error} />;
  if (!data) return null;
  const { display_phone_number, verified_name, quality_rating, waba_id } = data;
  return (
    <InlineAlert tone="success" title="The connection works">
      <p className="figures">
        {verified_name ?? "This number"} {display_phone_number && `· ${formatPhone(display_phone_number)}`}
        {quality_rating && ` · quality ${quality_rating.toLowerCase()}`}
      </p>
      {waba_id === null && (
        <p className="mt-1">Its WhatsApp Business Account was not found: enter the WABA ID under Advanced.</p>
      )}
    </InlineAlert>
  );
}
