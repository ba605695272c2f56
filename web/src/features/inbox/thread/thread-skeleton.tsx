/** A conversation that is on the way. */
import { Skeleton } from "@heroui/react";

import { t } from "@/shared/i18n/i18n";

const WIDTHS = ["w-3/5", "w-2/5 self-end", "w-1/2", "w-3/5 self-end", "w-1/3"];

export function ThreadSkeleton() {
  return (
    <div role="status" aria-label={t("inbox:thread.loading")} className="flex min-h-0 flex-1 flex-col">
      <div className="grid gap-2 border-b border-separator px-4 py-4">
        <Skeleton className="h-6 w-48 rounded-lg" />
        <Skeleton className="h-4 w-64 rounded-lg" />
      </div>
      <div className="flex flex-1 flex-col justify-end gap-3 overflow-hidden bg-chat p-4">
        {WIDTHS.map((width) => (
          <Skeleton key={width} className={`h-16 rounded-xl ${width}`} />
        ))}
      </div>
    </div>
  );
}
