/** /api/llm of the fake API. */
import type { Llm, LlmChange } from "../../src/api/models.ts";
import { json, problem, type Route } from "./route.ts";

/** The key the fake model refuses. */
export const BAD_KEY = "sk-refused-by-the-model";

export function firstLlm(): Llm {
  return {
    model: "gpt-5-mini",
    base_url: "https://api.openai.com/v1",
    key_set: true,
    key_last4: "7Qx2",
    source: "settings",
    updated_at: "2026-11-20T06:30:00Z",
  };
}

export const llmRoutes: Route[] = [
  { method: "GET", path: /^\/api\/llm$/, run: ({ state }) => json(state.llm) },
  {
    method: "PUT",
    path: /^\/api\/llm$/,
    run: async ({ request, state }) => {
      const { model, base_url, api_key } = (await request.json()) as LlmChange;
      const key = api_key ?? null;
      state.llm = {
        model,
        base_url: base_url ?? "https://api.openai.com/v1",
        key_set: key === null ? state.llm.key_set : key !== "",
        key_last4: key === null ? state.llm.key_last4 : key.slice(-4) || null,
        source: "settings",
        updated_at: "2026-11-23T09:00:00Z",
      };
      return json(state.llm);
    },
  },
  {
    method: "POST",
    path: /^\/api\/llm\/test$/,
    run: ({ state }) => {
      if (state.llm.key_last4 === BAD_KEY.slice(-4)) {
        return problem(
          502,
          "llm_test_failed",
          "The language model did not answer as it should",
          "Incorrect API key provided (401).",
          "Make a new key where the model is bought and enter it here.",
        );
      }
      return json({
        model: `${state.llm.model}-2026-08-07`,
        latency_ms: 840,
        reply: "The connection works.",
        prompt_tokens: 18,
        completion_tokens: 6,
      });
    },
  },
];
