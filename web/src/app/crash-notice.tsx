/** Says that the dashboard failed, without losing the reader: nothing on the server is affected by it. */
import { t } from "@/shared/i18n/i18n";
import { PlainButton } from "@/shared/ui/plain-button";

export function CrashNotice({ error }: { error: unknown }) {
  return (
    <div role="alert" className="grid max-w-lg gap-4">
      <h1 className="text-2xl font-semibold tracking-tight">{t("shell:crash.title")}</h1>
      <p className="text-muted">{t("shell:crash.mend")}</p>
      <code className="rounded-lg bg-surface-secondary px-3 py-2 text-sm wrap-anywhere">
        {error instanceof Error ? error.message : String(error)}
      </code>
      <PlainButton onClick={() => window.location.reload()}>{t("shell:crash.reload")}</PlainButton>
    </div>
  );
}
