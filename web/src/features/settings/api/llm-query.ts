/** The language model's settings in force; of the key only its end. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

export const llmQuery = queryOptions({
  queryKey: ["llm"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/llm", { signal })),
});
