/** The start of every key of the inbox, and how often it is asked again: a realtime event will make the key stale in place of the timer. */
export const inboxKey = ["inbox"] as const;

const POLL_MS = 10_000;
const PAGES_AT_ONCE = 3;

/** All loaded pages are asked for again together: the more there are, the rarer. Nothing is asked while the tab is hidden. */
export function inboxPollMs(pages: number): number {
  return POLL_MS * Math.max(1, Math.ceil(pages / PAGES_AT_ONCE));
}
