/** The start of every campaign key: what an act on a campaign makes stale. */
export const campaignsKey = ["campaigns"] as const;
