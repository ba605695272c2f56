/** Changes the language model's settings; a key that is left out stays, an empty one is removed. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { LlmChange } from "@/api/models";
import { llmQuery } from "./llm-query";

export function useSaveLlm() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: LlmChange) => unwrap(api.PUT("/api/llm", { body })),
    onSuccess: (llm) => queryClient.setQueryData(llmQuery.queryKey, llm),
  });
}
