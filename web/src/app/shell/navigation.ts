/** The pages the navigation offers, in reading order. */
import { House, LayoutTemplate, Send, Smartphone, type LucideIcon } from "lucide-react";

interface Destination {
  to: string;
  label: string;
  icon: LucideIcon;
}

export const destinations: Destination[] = [
  { to: "/", label: "Overview", icon: House },
  { to: "/campaigns", label: "Campaigns", icon: Send },
  { to: "/templates", label: "Templates", icon: LayoutTemplate },
  { to: "/numbers", label: "Numbers", icon: Smartphone },
];
