/** What the form asks for, what it can check before the server does, and what it starts with. */
import * as z from "zod";
import type { Llm, LlmChange } from "@/api/models";
import { t } from "@/shared/i18n/i18n";

/** Where requests go when nothing else is said; the server's `DEFAULT_BASE_URL`. */
export const OPENAI = "https://api.openai.com/v1";

export const llmForm = z.object({
  model: z
    .string()
    .trim()
    .min(1, { error: () => t("settings:llm.faults.modelMissing") })
    .max(200, { error: () => t("settings:llm.faults.tooLong", { n: 200 }) }),
  api_key: z
    .string()
    .trim()
    .max(500, { error: () => t("settings:llm.faults.keyTooLong", { n: 500 }) })
    .regex(/^[!-~]*$/, { error: () => t("settings:llm.faults.keySpaces") }),
  base_url: z
    .string()
    .trim()
    .max(500, { error: () => t("settings:llm.faults.tooLong", { n: 500 }) })
    .regex(/^(https?:\/\/\S+)?$/, { error: () => t("settings:llm.faults.url") }),
});

export type LlmForm = z.infer<typeof llmForm>;

export function firstValues({ model, base_url }: Llm): LlmForm {
  return { model, api_key: "", base_url: base_url === OPENAI ? "" : base_url };
}

/** An empty key field means: keep the key. Removing it is an act of its own. */
export function toChange({ model, api_key, base_url }: LlmForm): LlmChange {
  return { model, base_url: base_url || null, ...(api_key && { api_key }) };
}
