/** What the last template sync of each WhatsApp account did; one under way is followed until it ends. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { SyncResult, SyncRun } from "@/api/models";
import { allPages } from "./all-pages";
import { templatesKey } from "./templates";

export const RUNNING_POLL_MS = 2_000;
const IDLE_POLL_MS = 60_000;

export const templateSyncsQuery = queryOptions({
  queryKey: [...templatesKey, "syncs"],
  queryFn: ({ signal }) =>
    allPages((cursor) =>
      unwrap(api.GET("/api/templates/syncs", { params: { query: { cursor, limit: 100 } }, signal })),
    ),
  refetchInterval: ({ state }) =>
    state.data?.some(({ finished_at }) => finished_at === null) ? RUNNING_POLL_MS : IDLE_POLL_MS,
});

/** A sync as it is kept, or as the act that made it answers. */
export type Sync = Omit<SyncResult, "finished_at"> & Pick<SyncRun, "finished_at"> & Partial<SyncRun>;

/** The newest word on each account: an act's answer may be ahead of the kept runs, and later runs ahead of the answer. */
export function newestSyncs(runs: SyncRun[], answers: SyncResult[]): Sync[] {
  const newest = new Map<string, Sync>(answers.map((answer) => [answer.waba_id, answer]));
  for (const run of runs) {
    const answer = newest.get(run.waba_id);
    if (!answer?.finished_at || isLater(run, answer.finished_at)) newest.set(run.waba_id, run);
  }
  return [...newest.values()];
}

/** A run under way is later than anything that ended. */
function isLater({ finished_at }: SyncRun, than: string): boolean {
  return finished_at === null || new Date(finished_at) >= new Date(than);
}
