/** What a person should know before starting: it forbids nothing, so it stays calm, the gravest first. */
import type { Report } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";

const TITLED = [
  "token_expires_before_end",
  "token_expires_soon",
  "messaging_limit",
  "number_quality",
  "template_quality",
  "template_category",
] as const;

function titleOf(code: string): string | undefined {
  const known = TITLED.find((each) => each === code);
  return known && t(`create:warning.${known}`);
}

export function WarningList({ warnings }: Pick<Report, "warnings">) {
  if (warnings.length === 0) return null;
  return (
    <section aria-label={t("create:warning.label")} className="grid gap-3">
      {warnings.map(({ code, message }) => (
        <InlineAlert key={code + message} tone="warning" title={titleOf(code)}>
          {message}
        </InlineAlert>
      ))}
    </section>
  );
}
