/** That a reply was written by the language model, and what it took. */
import { Sparkles } from "lucide-react";
import type { Message } from "@/api/models";
import { formatMilliseconds } from "@/shared/format/duration";
import { formatQuantity } from "@/shared/format/number";

type Ai = NonNullable<Message["ai"]>;

export function AiNote({ ai }: { ai: Ai }) {
  return (
    <p className="flex max-w-[min(85%,30rem)] items-start gap-1.5 px-1 text-xs text-bubble-muted figures">
      <Sparkles aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      <span className="wrap-anywhere">
        <span className="font-semibold">Answered by AI</span> · {spent(ai)}
      </span>
    </p>
  );
}

function spent({ model, latency_ms, prompt_tokens, completion_tokens }: Ai): string {
  const tokens =
    prompt_tokens === null && completion_tokens === null
      ? null
      : (prompt_tokens ?? 0) + (completion_tokens ?? 0);
  return [
    model,
    tokens !== null && formatQuantity(tokens, "token"),
    latency_ms !== null && formatMilliseconds(latency_ms),
  ]
    .filter(Boolean)
    .join(" · ");
}
