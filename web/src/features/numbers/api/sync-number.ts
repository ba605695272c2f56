/** Fetches the templates of one number's WhatsApp account anew. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { numbersQuery } from "@/shared/api/numbers";
import { templatesKey } from "@/shared/api/templates";

export function useSyncNumber(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/numbers/{number_id}/sync", { params: { path: { number_id: id } } })),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: numbersQuery.queryKey }),
        queryClient.invalidateQueries({ queryKey: templatesKey }),
      ]),
  });
}
