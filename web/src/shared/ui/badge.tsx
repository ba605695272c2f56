/** A small label of state: colour and word together, never colour alone. */
import type { ReactNode } from "react";

export type BadgeTone = "neutral" | "accent" | "success" | "warning" | "danger";

const TONES: Record<BadgeTone, string> = {
  neutral: "bg-default text-foreground",
  accent: "bg-accent-soft text-accent-soft-foreground",
  success: "bg-success-soft text-success-soft-foreground",
  warning: "bg-warning-soft text-warning-soft-foreground",
  danger: "bg-danger-soft text-danger-soft-foreground",
};

interface BadgeProps {
  tone?: BadgeTone;
  /** A dot before the word; "live" breathes. */
  dot?: "still" | "live";
  children: ReactNode;
}

export function Badge({ tone = "neutral", dot, children }: BadgeProps) {
  return (
    <span
      className={`inline-flex w-fit shrink-0 items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs leading-5 font-semibold whitespace-nowrap ${TONES[tone]}`}
    >
      {dot && (
        <span className="relative flex size-1.5">
          {dot === "live" && (
            <span className="absolute inset-0 rounded-full bg-current opacity-60 motion-safe:animate-ping" />
          )}
          <span className="relative size-1.5 rounded-full bg-current" />
        </span>
      )}
      {children}
    </span>
  );
}
