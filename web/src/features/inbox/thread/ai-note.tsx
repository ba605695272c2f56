/** That a reply was written by the language model, and what it took. */
import { Sparkles } from "lucide-react";
import type { Message } from "@/api/models";
import { formatMilliseconds } from "@/shared/format/duration";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";

type Ai = NonNullable<Message["ai"]>;

export function AiNote({ ai }: { ai: Ai }) {
  return (
    <p className="flex max-w-[min(85%,30rem)] items-start gap-1.5 px-1 text-xs text-bubble-muted figures">
      <Sparkles aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      <span className="wrap-anywhere">
        <span className="font-semibold">{t("inbox:ai.answered")}</span> · {spent(ai)}
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
    tokens !== null && t("inbox:ai.tokens", { count: tokens, n: formatCount(tokens) }),
    latency_ms !== null && formatMilliseconds(latency_ms),
  ]
    .filter(Boolean)
    .join(" · ");
}
