/** A change of a notification's row: the bell asks anew, and so does what a new one is about. */
import type { QueryClient } from "@tanstack/react-query";
import { numbersQuery } from "@/shared/api/numbers";
import { templatesKey } from "@/shared/api/templates";
import type { LiveChange } from "@/shared/realtime/change";
import { throttled } from "@/shared/realtime/throttled";
import { notificationsQuery } from "./api/notifications-query";

/** All that a window of the server brings at once is one question. */
const BURST_MS = 1_000;

export function followNotifications(queryClient: QueryClient) {
  const reload = throttled(BURST_MS, () => {
    void queryClient.invalidateQueries({ queryKey: notificationsQuery.queryKey });
  });
  return {
    apply: ({ type, row }: LiveChange) => {
      reload();
      if (type !== "INSERT") return;
      // Campaigns tell of themselves; of templates and numbers nothing but their notifications is told.
      if (row.related_entity_type === "template")
        void queryClient.invalidateQueries({ queryKey: templatesKey });
      if (row.related_entity_type === "number") void queryClient.invalidateQueries(numbersQuery);
    },
    stop: reload.cancel,
  };
}
