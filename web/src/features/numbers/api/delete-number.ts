/** Disconnects a number: its token is wiped, its history stays. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { numbersQuery } from "@/shared/api/numbers";

export function useDeleteNumber(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/numbers/{number_id}", { params: { path: { number_id: id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: numbersQuery.queryKey }),
  });
}
