/** What a campaign's states are called, how they look, and what they allow. */
import type { Campaign, CampaignStatus } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import type { BadgeTone } from "@/shared/ui/badge";

export const CAMPAIGN_STATUSES = [
  "running",
  "queued",
  "scheduled",
  "stopped",
  "completed",
  "failed",
] as const satisfies CampaignStatus[];

interface Look {
  /** Read when it is shown, in the reader's language. */
  readonly label: string;
  readonly tone: BadgeTone;
}

export const STATUS_LOOK: Record<CampaignStatus, Look> = {
  scheduled: look("scheduled", "accent"),
  queued: look("queued", "accent"),
  running: look("running", "success"),
  stopped: look("stopped", "warning"),
  completed: look("completed", "neutral"),
  failed: look("failed", "danger"),
};

function look(status: CampaignStatus, tone: BadgeTone): Look {
  return {
    tone,
    get label() {
      return t(`campaigns:status.${status}`);
    },
  };
}

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
