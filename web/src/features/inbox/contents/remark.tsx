/** A line about a message instead of its words. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export function Remark({ icon: Icon, children }: { icon?: LucideIcon; children: ReactNode }) {
  return (
    <p className="flex gap-2 px-2 text-bubble-muted italic">
      {Icon && <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />}
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}
