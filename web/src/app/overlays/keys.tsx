/** Keys to press together or one after another. */
import { Fragment } from "react";

export function Keys({ keys, between }: { keys: string[]; between?: string }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-1">
      {keys.map((key, index) => (
        <Fragment key={key}>
          {index > 0 && between && <span className="text-xs text-muted">{between}</span>}
          <kbd className="min-w-6 rounded-md border border-separator bg-surface-secondary px-1.5 py-0.5 text-center font-sans text-xs font-medium">
            {key}
          </kbd>
        </Fragment>
      ))}
    </span>
  );
}
