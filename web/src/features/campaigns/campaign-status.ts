/** What a campaign's states are called, how they look, and what they allow. */
import type { Campaign, CampaignStatus } from "@/api/models";
import type { BadgeTone } from "@/shared/ui/badge";

export const CAMPAIGN_STATUSES = [
  "running",
  "queued",
  "scheduled",
  "stopped",
  "completed",
  "failed",
] as const satisfies CampaignStatus[];

export const STATUS_LOOK: Record<CampaignStatus, { label: string; tone: BadgeTone }> = {
  scheduled: { label: "Scheduled", tone: "accent" },
  queued: { label: "Queued", tone: "accent" },
  running: { label: "Running", tone: "success" },
  stopped: { label: "Stopped", tone: "warning" },
  completed: { label: "Completed", tone: "neutral" },
  failed: { label: "Failed", tone: "danger" },
};

type WithStatus = Pick<Campaign, "status">;

/** Its figures move, or may start to at any moment. */
export function isLive({ status }: WithStatus): boolean {
  return status === "running" || status === "queued";
}

export function canStop(campaign: WithStatus): boolean {
  return isLive(campaign);
}

export function canResume({ status }: WithStatus): boolean {
  return status === "stopped";
}

export function canDelete({ status }: WithStatus): boolean {
  return status === "scheduled";
}
