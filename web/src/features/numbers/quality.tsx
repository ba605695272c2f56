/** Meta's quality rating of a number. */
import { t } from "@/shared/i18n/i18n";
import { Badge, type BadgeTone } from "@/shared/ui/badge";

const TONES = { GREEN: "success", YELLOW: "warning", RED: "danger" } satisfies Record<string, BadgeTone>;

export function QualityBadge({ rating }: { rating: string | null }) {
  if (!isKnown(rating)) return <Badge>{t("numbers:quality.unknown")}</Badge>;
  return <Badge tone={TONES[rating]}>{t(`numbers:quality.${rating}`)}</Badge>;
}

function isKnown(rating: string | null): rating is keyof typeof TONES {
  return rating !== null && rating in TONES;
}
