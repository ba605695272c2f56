/** A campaign's state as a badge. */
import type { CampaignStatus } from "@/api/models";
import { Badge } from "@/shared/ui/badge";
import { STATUS_LOOK } from "./campaign-status";

export function StatusBadge({ status }: { status: CampaignStatus }) {
  const { label, tone } = STATUS_LOOK[status];
  return (
    <Badge tone={tone} dot={status === "running" ? "live" : "still"}>
      {label}
    </Badge>
  );
}
