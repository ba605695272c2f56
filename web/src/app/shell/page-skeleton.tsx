/** The shape of a page while its code or data is on the way. */
import { Skeleton } from "@heroui/react";

export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-6">
      <Skeleton className="h-9 w-56 rounded-lg" />
      <Skeleton className="h-36 rounded-2xl" />
      <Skeleton className="h-64 rounded-2xl" />
    </div>
  );
}
