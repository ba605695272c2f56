/** The contact list's filters as they stand in the address, and what the states are called. */
import * as z from "zod";
import type { ContactStatus } from "@/api/models";
import type { BadgeTone } from "@/shared/ui/badge";

const CONTACT_STATUSES = [
  "pending",
  "sent",
  "delivered",
  "read",
  "failed",
  "invalid",
] as const satisfies ContactStatus[];

export const contactFilters = z.object({
  status: z.enum(CONTACT_STATUSES).optional().catch(undefined),
  q: z.string().optional().catch(undefined),
});

export const CONTACT_LOOK: Record<ContactStatus, { label: string; tone: BadgeTone }> = {
  pending: { label: "Waiting", tone: "neutral" },
  sent: { label: "Sent", tone: "neutral" },
  delivered: { label: "Delivered", tone: "accent" },
  read: { label: "Read", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  invalid: { label: "Invalid row", tone: "warning" },
};

export const CONTACT_STATUS_OPTIONS = CONTACT_STATUSES.map((id) => ({ id, label: CONTACT_LOOK[id].label }));
