/** What a person should know before starting: it forbids nothing, so it stays calm, the gravest first. */
import type { Report } from "@/api/models";
import { InlineAlert } from "@/shared/ui/inline-alert";

const TITLES: Partial<Record<string, string>> = {
  token_expires_before_end: "The access token ends before the campaign does",
  token_expires_soon: "The access token ends soon",
  messaging_limit: "More people than Meta’s limit allows today",
  number_quality: "The number’s quality has fallen",
  template_quality: "A template’s quality has fallen",
  template_category: "Meta will move a template to another category",
};

export function WarningList({ warnings }: Pick<Report, "warnings">) {
  if (warnings.length === 0) return null;
  return (
    <section aria-label="Before you start" className="grid gap-3">
      {warnings.map(({ code, message }) => (
        <InlineAlert key={code + message} tone="warning" title={TITLES[code]}>
          {message}
        </InlineAlert>
      ))}
    </section>
  );
}
