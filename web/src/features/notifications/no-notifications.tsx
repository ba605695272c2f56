/** What the bell says before anything has happened. */
import { BellRing } from "lucide-react";
import { EmptyState } from "@/shared/ui/empty-state";

export function NoNotifications() {
  return (
    <EmptyState icon={BellRing} title="Nothing has happened yet" heading="h3">
      You are told here when a campaign ends or stops, a template can no longer be used, or a number needs
      your help. Each entry is kept for 30 days.
    </EmptyState>
  );
}
