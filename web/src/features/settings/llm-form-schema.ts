/** What the form asks for, what it can check before the server does, and what it starts with. */
import * as z from "zod";
import type { Llm, LlmChange } from "@/api/models";

/** Where requests go when nothing else is said; the server's `DEFAULT_BASE_URL`. */
const OPENAI = "https://api.openai.com/v1";

export const llmForm = z.object({
  model: z.string().trim().min(1, "Enter the model’s name").max(200, "Use at most 200 characters"),
  api_key: z
    .string()
    .trim()
    .max(500, "A key has at most 500 characters")
    .regex(/^[!-~]*$/, "The key must be one piece without spaces or line breaks"),
  base_url: z
    .string()
    .trim()
    .max(500, "Use at most 500 characters")
    .regex(/^(https?:\/\/\S+)?$/, "The address must start with http:// or https://"),
});

export type LlmForm = z.infer<typeof llmForm>;

export function firstValues({ model, base_url }: Llm): LlmForm {
  return { model, api_key: "", base_url: base_url === OPENAI ? "" : base_url };
}

/** An empty key field means: keep the key. Removing it is an act of its own. */
export function toChange({ model, api_key, base_url }: LlmForm): LlmChange {
  return { model, base_url: base_url || null, ...(api_key && { api_key }) };
}
