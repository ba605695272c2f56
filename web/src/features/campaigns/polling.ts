/** How often figures are asked for again, in milliseconds. Realtime will replace the fast ones. */
export const RUNNING_POLL_MS = 2_000;
export const LIST_POLL_MS = 4_000;
export const IDLE_POLL_MS = 30_000;
