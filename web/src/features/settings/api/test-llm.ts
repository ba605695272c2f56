/** Sends one real request with the saved settings. */
import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

export function useTestLlm() {
  return useMutation({ mutationFn: () => unwrap(api.POST("/api/llm/test")) });
}
