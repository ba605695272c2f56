/** The shape of a page while its code or data is on the way. */
import { Skeleton } from "@heroui/react";
import { t } from "@/shared/i18n/i18n";

export function PageSkeleton() {
  return (
    <div role="status" aria-label={t("common:loading")} className="grid gap-6">
      <Skeleton className="h-9 w-56 rounded-lg" />
      <Skeleton className="h-36 rounded-2xl" />
      <Skeleton className="h-64 rounded-2xl" />
    </div>
  );
}
