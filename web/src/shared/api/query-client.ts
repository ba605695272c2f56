/** How often and when questions to the API are asked again. */
import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@/api/problem";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: worthRetrying, staleTime: 10_000 },
      mutations: { retry: false },
    },
  });
}

/** Only silence and server errors may pass by themselves; a refusal stays one. */
function worthRetrying(failures: number, error: Error): boolean {
  const passing = !(error instanceof ApiProblem) || error.status === 0 || error.status >= 500;
  return passing && failures < 2;
}
