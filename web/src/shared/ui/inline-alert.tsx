/** A message in the flow of a page. Danger is announced at once, the others politely. */
import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type Tone = "info" | "success" | "warning" | "danger";

const LOOK: Record<Tone, { icon: LucideIcon; className: string }> = {
  info: { icon: Info, className: "bg-accent-soft text-accent-soft-foreground" },
  success: { icon: CircleCheck, className: "bg-success-soft text-success-soft-foreground" },
  warning: { icon: TriangleAlert, className: "bg-warning-soft text-warning-soft-foreground" },
  danger: { icon: CircleAlert, className: "bg-danger-soft text-danger-soft-foreground" },
};

interface InlineAlertProps {
  tone: Tone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}

export function InlineAlert({ tone, title, children, action }: InlineAlertProps) {
  const { icon: Icon, className } = LOOK[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={`flex gap-3 rounded-xl px-4 py-3 text-sm ${className}`}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-[1.125rem] shrink-0" />
      <div className="grid min-w-0 flex-1 gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="wrap-anywhere">{children}</div>}
      </div>
      {action && <div className="shrink-0 self-center">{action}</div>}
    </div>
  );
}
