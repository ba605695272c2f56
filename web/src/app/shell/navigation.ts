/** The pages the navigation offers, in reading order. Settings, rarely needed, are in the account menu on phones. */
import {
  House,
  LayoutTemplate,
  MessagesSquare,
  Send,
  Settings,
  Smartphone,
  type LucideIcon,
} from "lucide-react";
import { t } from "@/shared/i18n/i18n";

interface Destination {
  to: string;
  label: () => string;
  icon: LucideIcon;
  /** Leads here after G. */
  key: string;
}

export const destinations: Destination[] = [
  { to: "/", label: () => t("shell:nav.home"), icon: House, key: "h" },
  { to: "/campaigns", label: () => t("shell:nav.campaigns"), icon: Send, key: "c" },
  { to: "/inbox", label: () => t("shell:nav.inbox"), icon: MessagesSquare, key: "i" },
  { to: "/templates", label: () => t("shell:nav.templates"), icon: LayoutTemplate, key: "t" },
  { to: "/numbers", label: () => t("shell:nav.numbers"), icon: Smartphone, key: "n" },
];

export const settings: Destination = {
  to: "/settings",
  label: () => t("shell:nav.settings"),
  icon: Settings,
  key: "s",
};
