/** One entry of a template's history in words: its title, what it was and became, and the picture beside it. */
import {
  ArrowLeftRight,
  BadgeCheck,
  CircleMinus,
  FilePlus2,
  PencilLine,
  RotateCcw,
  ShieldAlert,
  ShieldCheck,
  Star,
  Tag,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import type { TemplateChange } from "@/api/models";
import { titleCase } from "./template-filters";

interface ChangeWords {
  icon: LucideIcon;
  className: string;
  title: string;
  from?: string;
  to?: string;
  note?: string;
}

const GOOD = "bg-success-soft text-success-soft-foreground";
const NEUTRAL = "bg-default text-muted";
const WARNING = "bg-warning-soft text-warning-soft-foreground";
const BAD = "bg-danger-soft text-danger-soft-foreground";

type Told = Pick<TemplateChange, "kind" | "old_value" | "new_value">;

export function changeWords(change: Told): ChangeWords {
  const { kind, old_value, new_value } = change;
  const fromTo = { from: words(old_value), to: words(new_value) };
  switch (kind) {
    case "created":
      return { icon: FilePlus2, className: NEUTRAL, title: "First seen as", to: words(new_value) };
    case "quarantine":
      return quarantineWords(change);
    case "category":
      return { icon: Tag, className: new_value === "UTILITY" ? GOOD : WARNING, title: "Category", ...fromTo };
    case "category_notice":
      return noticeWords(change);
    case "status":
      return { icon: BadgeCheck, className: statusClass(new_value), title: "Status", ...fromTo };
    case "quality":
      return { icon: Star, className: qualityClass(new_value), title: "Quality", ...fromTo };
    case "components":
      return { icon: PencilLine, className: NEUTRAL, title: "The message was edited" };
    case "deleted":
      return { icon: CircleMinus, className: BAD, title: "Gone from WhatsApp" };
    case "restored":
      return { icon: RotateCcw, className: GOOD, title: "Back in WhatsApp" };
    case "name":
    case "language":
      // Names and language codes stay as they are written.
      return {
        icon: PencilLine,
        className: NEUTRAL,
        title: titleCase(kind),
        from: old_value ?? undefined,
        to: new_value ?? undefined,
      };
    default:
      return { icon: ArrowLeftRight, className: NEUTRAL, title: titleCase(kind), ...fromTo };
  }
}

/** Who did it, or how it became known. */
export function sourceWords({ source, actor }: Pick<TemplateChange, "source" | "actor">): string {
  if (actor) return `by ${actor}`;
  if (source === "webhook") return "told by Meta (webhook)";
  return source === "sync" ? "seen by a sync" : `by ${source}`;
}

function quarantineWords({ old_value, new_value }: Told): ChangeWords {
  if (new_value !== null)
    return { icon: ShieldAlert, className: WARNING, title: "Quarantined", note: new_value };
  return {
    icon: ShieldCheck,
    className: GOOD,
    title: "Out of quarantine",
    note: old_value ? `It was in because: ${old_value}` : undefined,
  };
}

function noticeWords({ old_value, new_value }: Told): ChangeWords {
  if (new_value === null) {
    return { icon: Tag, className: GOOD, title: "No longer announced:", to: words(old_value) };
  }
  return { icon: TriangleAlert, className: WARNING, title: "Meta announced category", to: words(new_value) };
}

function statusClass(status: string | null): string {
  if (status === "APPROVED") return GOOD;
  return status === "PENDING" || status === "IN_APPEAL" ? NEUTRAL : BAD;
}

function qualityClass(quality: string | null): string {
  if (quality === "GREEN") return GOOD;
  if (quality === "YELLOW") return WARNING;
  return quality === "RED" ? BAD : NEUTRAL;
}

const QUALITIES: Partial<Record<string, string>> = { GREEN: "High", YELLOW: "Medium", RED: "Low" };

function words(value: string | null): string | undefined {
  return value === null ? undefined : (QUALITIES[value] ?? titleCase(value));
}
