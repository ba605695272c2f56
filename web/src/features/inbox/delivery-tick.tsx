/** How far a message of ours came, as WhatsApp shows it: one tick, two, two blue ones, or a red mark. Grey is the text's own. */
import { Check, CheckCheck, CircleAlert, type LucideIcon } from "lucide-react";
import { t } from "@/shared/i18n/i18n";

const LOOKS = {
  sent: { icon: Check, className: "" },
  delivered: { icon: CheckCheck, className: "" },
  read: { icon: CheckCheck, className: "text-read" },
  failed: { icon: CircleAlert, className: "text-danger" },
} satisfies Record<string, { icon: LucideIcon; className: string }>;

type Shown = keyof typeof LOOKS;

export function DeliveryTick({ status }: { status: string }) {
  if (!isShown(status)) return null;
  const { icon: Icon, className } = LOOKS[status];
  return (
    <Icon role="img" aria-label={t(`inbox:tick.${status}`)} className={`size-4 shrink-0 ${className}`} />
  );
}

function isShown(status: string): status is Shown {
  return status in LOOKS;
}
