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
import { t } from "@/shared/i18n/i18n";
import { asWritten, metaWord } from "@/shared/whatsapp/meta-words";
import { quarantineReason } from "./quarantine-reason";

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
  const fromTo = { from: words(kind, old_value), to: words(kind, new_value) };
  switch (kind) {
    case "created":
      return {
        icon: FilePlus2,
        className: NEUTRAL,
        title: t("templates:history.created"),
        to: words("category", new_value),
      };
    case "quarantine":
      return quarantineWords(change);
    case "category":
      return {
        icon: Tag,
        className: new_value === "UTILITY" ? GOOD : WARNING,
        title: t("templates:history.category"),
        ...fromTo,
      };
    case "category_notice":
      return noticeWords(change);
    case "status":
      return {
        icon: BadgeCheck,
        className: statusClass(new_value),
        title: t("templates:history.status"),
        ...fromTo,
      };
    case "quality":
      return {
        icon: Star,
        className: qualityClass(new_value),
        title: t("templates:history.quality"),
        ...fromTo,
      };
    case "components":
      return { icon: PencilLine, className: NEUTRAL, title: t("templates:history.components") };
    case "deleted":
      return { icon: CircleMinus, className: BAD, title: t("templates:history.deleted") };
    case "restored":
      return { icon: RotateCcw, className: GOOD, title: t("templates:history.restored") };
    case "name":
    case "language":
      // Names and language codes stay as they are written.
      return {
        icon: PencilLine,
        className: NEUTRAL,
        title: t(`templates:history.${kind}`),
        from: old_value ?? undefined,
        to: new_value ?? undefined,
      };
    default:
      return { icon: ArrowLeftRight, className: NEUTRAL, title: asWritten(kind), ...fromTo };
  }
}

/** Who did it, or how it became known. */
export function sourceWords({ source, actor }: Pick<TemplateChange, "source" | "actor">): string {
  if (actor) return t("templates:history.by", { actor });
  if (source === "webhook") return t("templates:history.by_webhook");
  return source === "sync" ? t("templates:history.by_sync") : t("templates:history.by", { actor: source });
}

function quarantineWords({ old_value, new_value }: Told): ChangeWords {
  if (new_value !== null)
    return {
      icon: ShieldAlert,
      className: WARNING,
      title: t("templates:history.quarantined"),
      note: quarantineReason(new_value),
    };
  return {
    icon: ShieldCheck,
    className: GOOD,
    title: t("templates:history.released"),
    note: old_value
      ? t("templates:history.was_in_because", { reason: quarantineReason(old_value) })
      : undefined,
  };
}

function noticeWords({ old_value, new_value }: Told): ChangeWords {
  if (new_value === null) {
    return {
      icon: Tag,
      className: GOOD,
      title: t("templates:history.withdrawn"),
      to: words("category", old_value),
    };
  }
  return {
    icon: TriangleAlert,
    className: WARNING,
    title: t("templates:history.announced"),
    to: words("category", new_value),
  };
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

const GROUPS = { category: "category", status: "template_status", quality: "quality" } as const;

function words(kind: string, value: string | null): string | undefined {
  if (value === null) return undefined;
  return kind in GROUPS ? metaWord(GROUPS[kind as keyof typeof GROUPS], value) : asWritten(value);
}
