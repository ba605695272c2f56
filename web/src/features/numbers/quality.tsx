/** Meta's quality rating of a number. */
import { Badge, type BadgeTone } from "@/shared/ui/badge";

const RATINGS: Partial<Record<string, { tone: BadgeTone; label: string }>> = {
  GREEN: { tone: "success", label: "High quality" },
  YELLOW: { tone: "warning", label: "Medium quality" },
  RED: { tone: "danger", label: "Low quality" },
};

export function QualityBadge({ rating }: { rating: string | null }) {
  const look = rating ? RATINGS[rating] : undefined;
  return <Badge tone={look?.tone ?? "neutral"}>{look?.label ?? "Quality not known yet"}</Badge>;
}
