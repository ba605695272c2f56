/** The list's filters as they stand in the address. */
import * as z from "zod";
import { CAMPAIGN_STATUSES } from "../campaign-status";

export const campaignFilters = z.object({
  status: z.enum(CAMPAIGN_STATUSES).optional().catch(undefined),
  number: z.string().regex(/^\d+$/).optional().catch(undefined),
  q: z.string().optional().catch(undefined),
});
