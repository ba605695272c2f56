/** The picture of each kind of notification. A kind that is not known yet gets the bell. */
import {
  BadgeAlert,
  Bell,
  BotOff,
  MailX,
  Building2,
  CircleCheck,
  CirclePause,
  CircleX,
  Clock,
  Gauge,
  KeyRound,
  PlugZap,
  ShieldAlert,
  TriangleAlert,
  Unplug,
  type LucideIcon,
} from "lucide-react";
import type { NotificationItem } from "@/api/models";

interface Look {
  icon: LucideIcon;
  className: string;
}

const GOOD = "bg-success-soft text-success-soft-foreground";
const NEUTRAL = "bg-accent-soft text-accent-soft-foreground";
const WARNING = "bg-warning-soft text-warning-soft-foreground";
const BAD = "bg-danger-soft text-danger-soft-foreground";

const LOOKS: Partial<Record<string, Look>> = {
  campaign_completed: { icon: CircleCheck, className: GOOD },
  campaign_stopped: { icon: CirclePause, className: WARNING },
  campaign_late: { icon: Clock, className: WARNING },
  campaign_failed: { icon: CircleX, className: BAD },
  template_quarantined: { icon: ShieldAlert, className: WARNING },
  template_category_notice: { icon: TriangleAlert, className: WARNING },
  number_throughput: { icon: Gauge, className: NEUTRAL },
  number_warning: { icon: TriangleAlert, className: WARNING },
  number_active: { icon: PlugZap, className: GOOD },
  number_inactive: { icon: Unplug, className: BAD },
  number_token_expiring: { icon: KeyRound, className: WARNING },
  number_token_expired: { icon: KeyRound, className: BAD },
  number_trouble: { icon: TriangleAlert, className: BAD },
  number_quality: { icon: TriangleAlert, className: WARNING },
  number_messaging_limit: { icon: Gauge, className: NEUTRAL },
  number_name: { icon: BadgeAlert, className: WARNING },
  account_stopped: { icon: Building2, className: BAD },
  account_warning: { icon: Building2, className: WARNING },
  account_restored: { icon: Building2, className: GOOD },
  replies_failing: { icon: BotOff, className: BAD },
  mail_not_sent: { icon: MailX, className: BAD },
};

export function lookOf({ type }: Pick<NotificationItem, "type">): Look {
  const known = LOOKS[type];
  if (known) return known;
  return { icon: type.startsWith("account_") ? Building2 : Bell, className: NEUTRAL };
}
