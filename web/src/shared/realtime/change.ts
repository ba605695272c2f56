/** A change of a row, as Realtime tells it. Columns are the database's: they are no API objects, only parts of them. */
import type { RealtimePostgresChangesPayload } from "@supabase/supabase-js";

export type LiveTable = "campaigns" | "notifications";

export interface LiveChange {
  table: LiveTable;
  type: "INSERT" | "UPDATE" | "DELETE";
  id: number;
  /** What may be seen of the row now; empty when it was deleted. */
  row: Record<string, unknown>;
}

/** null if it cannot be used: the server could not tell the row (`errors`), or not of which one it is. */
export function toChange(
  payload: RealtimePostgresChangesPayload<Record<string, unknown>>,
): LiveChange | null {
  const row: Record<string, unknown> = payload.new;
  const id = row.id ?? (payload.old as Record<string, unknown>).id;
  // The client's types say that errors are always there; they are null when there are none.
  if ((payload.errors as string[] | null)?.length || typeof id !== "number") return null;
  return { table: payload.table as LiveTable, type: payload.eventType, id, row };
}
