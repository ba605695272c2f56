/** Marks that nothing here reaches a real phone. */
import { t } from "@/shared/i18n/i18n";

export function SandboxBadge() {
  return (
    <span
      title={t("shell:sandbox.meaning")}
      className="rounded-full border border-marigold/60 px-2 py-px text-[0.6875rem] font-semibold tracking-wide text-marigold"
    >
      {t("shell:sandbox.name")}
    </span>
  );
}
