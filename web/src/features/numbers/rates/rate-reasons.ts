/** Why a rate changed: the colour and shape of its mark; its word is `numbers:rate.reason`. */
import type { RateChange } from "@/api/models";

interface RateReason {
  /** Text colour, which the chart's marks take over. */
  colour: string;
  /** An SVG path around (0, 0): reasons differ in shape, not in colour alone. */
  mark: string;
}

export const RATE_REASONS: Record<RateChange["reason"], RateReason> = {
  raised: { colour: "text-success", mark: "M0,-5 L5,4 L-5,4 Z" },
  lowered: { colour: "text-danger", mark: "M0,5 L5,-4 L-5,-4 Z" },
  new_day: { colour: "text-accent", mark: "M-4,0 a4,4 0 1,0 8,0 a4,4 0 1,0 -8,0 Z" },
  meta_limit: { colour: "text-marigold-text", mark: "M0,-5 L5,0 L0,5 L-5,0 Z" },
};

export const REASON_ORDER = ["raised", "lowered", "new_day", "meta_limit"] as const;
