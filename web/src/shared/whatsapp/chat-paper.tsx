/** The chat's background behind one or more bubbles. */
import type { ReactNode } from "react";

export function ChatPaper({ children, className = "" }: { children: ReactNode; className?: string }) {
  return (
    <div className={`grid justify-items-start gap-3 rounded-xl bg-chat p-4 ${className}`}>{children}</div>
  );
}
