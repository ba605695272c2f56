/** Fetches the templates of every number anew. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { numbersQuery } from "@/shared/api/numbers";
import { templatesKey } from "@/shared/api/templates";

export function useSyncAll() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/templates/sync")),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: templatesKey }),
        queryClient.invalidateQueries({ queryKey: numbersQuery.queryKey }),
      ]),
  });
}
