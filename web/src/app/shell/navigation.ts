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

interface Destination {
  to: string;
  label: string;
  icon: LucideIcon;
}

export const destinations: Destination[] = [
  { to: "/", label: "Overview", icon: House },
  { to: "/campaigns", label: "Campaigns", icon: Send },
  { to: "/inbox", label: "Inbox", icon: MessagesSquare },
  { to: "/templates", label: "Templates", icon: LayoutTemplate },
  { to: "/numbers", label: "Numbers", icon: Smartphone },
];

export const settings: Destination = { to: "/settings", label: "Settings", icon: Settings };
