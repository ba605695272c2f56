/** How far a message of ours came, as WhatsApp shows it: one tick, two, two blue ones, or a red mark. Grey is the text's own. */
import { Check, CheckCheck, CircleAlert, type LucideIcon } from "lucide-react";

interface Look {
  icon: LucideIcon;
  label: string;
  className: string;
}

const LOOKS: Partial<Record<string, Look>> = {
  sent: { icon: Check, label: "Sent", className: "" },
  delivered: { icon: CheckCheck, label: "Delivered", className: "" },
  read: { icon: CheckCheck, label: "Read", className: "text-read" },
  failed: { icon: CircleAlert, label: "Failed", className: "text-danger" },
};

export function DeliveryTick({ status }: { status: string }) {
  const look = LOOKS[status];
  if (!look) return null;
  const { icon: Icon, label, className } = look;
  return <Icon role="img" aria-label={label} className={`size-4 shrink-0 ${className}`} />;
}
