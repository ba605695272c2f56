/** What a page says when it has nothing to show yet, and what to do about it. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** The level that fits the page; a page of its own uses h1. */
  heading?: "h1" | "h2" | "h3";
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({
  icon: Icon,
  title,
  heading: Heading = "h2",
  children,
  action,
}: EmptyStateProps) {
  return (
    <div className="mx-auto grid max-w-md rise justify-items-center gap-3 px-4 py-14 text-center">
      <div className="mb-2 grid size-14 place-items-center rounded-2xl bg-marigold-soft text-marigold-text">
        <Icon aria-hidden="true" className="size-6" />
      </div>
      <Heading className="text-lg font-semibold">{title}</Heading>
      {children && <div className="text-pretty text-muted">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}
