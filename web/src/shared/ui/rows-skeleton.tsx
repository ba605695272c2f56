/** Rows of a list that are on the way. */
import { Placeholder } from "./placeholder";

export function RowsSkeleton({ rows = 4, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-3">
      {Array.from({ length: rows }, (_, row) => (
        <Placeholder key={row} className="h-20 rounded-2xl" />
      ))}
    </div>
  );
}
