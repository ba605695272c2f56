/** The page's shape while the campaign is on its way, so that nothing jumps when it comes. */
import { Skeleton } from "@heroui/react";
import { t } from "@/shared/i18n/i18n";

export function CampaignSkeleton() {
  return (
    <div role="status" aria-label={t("campaign:page.loading")} className="grid gap-5 sm:gap-6">
      <div className="grid gap-5 sm:gap-6 lg:grid-cols-2">
        <Skeleton className="h-80 rounded-2xl" />
        <Skeleton className="h-80 rounded-2xl" />
      </div>
      <Skeleton className="h-72 rounded-2xl" />
      <Skeleton className="h-44 rounded-2xl" />
      <Skeleton className="h-96 rounded-2xl" />
    </div>
  );
}
