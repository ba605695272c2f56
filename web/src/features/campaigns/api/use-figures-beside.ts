/** Pace and failures are asked for anew when the campaign's totals have moved, wherever those came from; not at every move. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Campaign } from "@/api/models";
import { failuresQuery } from "./failures-query";
import { paceQuery } from "./pace-query";

/** As long as a slice of the pace. */
const REST_MS = 10_000;

export function useFiguresBeside({ id, status, total_processed, total_failed }: Campaign) {
  const queryClient = useQueryClient();
  const asked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    if (timer.current !== undefined) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        asked.current = Date.now();
        void queryClient.invalidateQueries({ queryKey: paceQuery(id).queryKey });
        void queryClient.invalidateQueries({ queryKey: failuresQuery(id).queryKey });
      },
      Math.max(0, asked.current + REST_MS - Date.now()),
    );
  }, [queryClient, id, status, total_processed, total_failed]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
