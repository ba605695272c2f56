/** The shape of a page while its code or data is on the way. */
import { t } from "@/shared/i18n/i18n";
import { Placeholder } from "@/shared/ui/placeholder";

export function PageSkeleton() {
  return (
    <div role="status" aria-label={t("common:loading")} className="grid gap-6">
      <Placeholder className="h-9 w-56 rounded-lg" />
      <Placeholder className="h-36 rounded-2xl" />
      <Placeholder className="h-64 rounded-2xl" />
    </div>
  );
}
