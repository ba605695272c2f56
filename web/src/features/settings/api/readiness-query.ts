/** How the parts of the platform are, in the server's own words; it answers 503 with the same shape when one is not well. */
import { queryOptions } from "@tanstack/react-query";
import * as z from "zod";
import { authorizedFetch } from "@/api/client";

const readiness = z.object({
  checks: z.object({ database: z.string(), migrations: z.string(), worker: z.string() }),
});

const POLL_MS = 30_000;

export const readinessQuery = queryOptions({
  queryKey: ["readiness"],
  queryFn: async ({ signal }) => {
    const request = new Request(new URL("/readyz", window.location.origin), { signal });
    const { checks } = readiness.parse(await (await authorizedFetch(request)).json());
    return checks;
  },
  refetchInterval: POLL_MS,
});
