/** Connects a number; a known one gets the new token and is active again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { numbersQuery } from "@/shared/api/numbers";
import { templatesKey } from "@/shared/api/templates";

interface NewNumber {
  display_name: string;
  phone_number_id: string;
  access_token: string;
  system_prompt: string;
  waba_id?: string;
}

export function useAddNumber() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewNumber) => unwrap(api.POST("/api/numbers", { body })),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: numbersQuery.queryKey }),
        queryClient.invalidateQueries({ queryKey: templatesKey }),
      ]),
  });
}
