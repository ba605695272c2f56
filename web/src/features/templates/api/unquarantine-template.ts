/** Lets campaigns use a quarantined template again; the server allows it only for UTILITY. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { templatesKey } from "@/shared/api/templates";

export function useUnquarantine(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/templates/{template_id}/unquarantine", { params: { path: { template_id: id } } }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: templatesKey }),
  });
}
