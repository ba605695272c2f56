/** Something most people need not see: a line that opens. */
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

interface FoldProps {
  summary: string;
  children: ReactNode;
  /** Room for the summary's line, where the fold stands in a list. */
  summaryClassName?: string;
  /** Called when it opens, e.g. to fetch what is inside. */
  onOpen?: () => void;
}

export function Fold({ summary, children, summaryClassName = "", onOpen }: FoldProps) {
  return (
    <details className="group" onToggle={({ currentTarget }) => currentTarget.open && onOpen?.()}>
      <summary
        className={`flex min-h-11 w-fit cursor-pointer list-none items-center gap-1.5 rounded-lg text-sm font-medium text-muted hover:text-foreground focus-visible:outline-2 focus-visible:outline-focus [&::-webkit-details-marker]:hidden ${summaryClassName}`}
      >
        <ChevronRight
          aria-hidden="true"
          className="size-4 transition-transform group-open:rotate-90 motion-reduce:transition-none"
        />
        {summary}
      </summary>
      {children}
    </details>
  );
}
