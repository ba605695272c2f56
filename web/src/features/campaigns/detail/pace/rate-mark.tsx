/** Why the allowed rate changed, as a sign: reasons differ in shape, not in colour alone. */
import { ArrowDown, ArrowUp, Gauge, Sunrise, type LucideIcon } from "lucide-react";
import type { RateStep } from "@/api/models";

const LOOK: Record<RateStep["reason"], { icon: LucideIcon; className: string }> = {
  raised: { icon: ArrowUp, className: "text-success" },
  lowered: { icon: ArrowDown, className: "text-danger" },
  new_day: { icon: Sunrise, className: "text-accent" },
  meta_limit: { icon: Gauge, className: "text-marigold-text" },
};

export function RateMark({ reason }: { reason: RateStep["reason"] }) {
  const { icon: Icon, className } = LOOK[reason];
  return (
    <span className={`grid size-5 place-items-center rounded-full border bg-surface ${className}`}>
      <Icon aria-hidden="true" className="size-3.5" />
    </span>
  );
}
