/** The last sync of each account of the fake API. */
import type { SyncRun } from "../../src/api/models.ts";

export function syncRun(fields: Partial<SyncRun> & Pick<SyncRun, "id" | "waba_id">): SyncRun {
  return {
    number_names: ["Asha Sarees", "Asha Sarees Support"],
    trigger: "periodic",
    started_at: "2026-11-23T15:00:00Z",
    finished_at: "2026-11-23T15:00:04Z",
    seen: 81,
    new: 0,
    changed: 1,
    inactive: 0,
    error: null,
    retry_after: null,
    ...fields,
  };
}

export function firstSyncs(): SyncRun[] {
  return [
    syncRun({ id: 41, waba_id: "20870000000001" }),
    syncRun({
      id: 40,
      waba_id: "20870000000003",
      number_names: ["Old store"],
      seen: 0,
      changed: 0,
      error: "The access token expired (error 190).",
    }),
  ];
}
