/** What the model said to one real request, or what went wrong and what to do. */
import type { LlmTest } from "@/api/models";
import { formatMilliseconds } from "@/shared/format/duration";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { ProblemNotice } from "@/shared/ui/problem-notice";

interface LlmTestResultProps {
  test: { data: LlmTest | undefined; error: Error | null };
}

export function LlmTestResult({ test: { data, error } }: LlmTestResultProps) {
  if (error) return <ProblemNotice error={error} />;
  if (!data) return null;
  const { model, latency_ms, reply, prompt_tokens, completion_tokens } = data;
  const tokens = (prompt_tokens ?? 0) + (completion_tokens ?? 0);
  return (
    <InlineAlert tone="success" title={t("settings:llm.answered", { time: formatMilliseconds(latency_ms) })}>
      <blockquote className="my-1 border-l-2 border-current/40 pl-3 whitespace-pre-line">{reply}</blockquote>
      <p className="figures">
        {model}
        {tokens > 0 && ` · ${t("settings:llm.tokens", { count: tokens, n: formatCount(tokens) })}`}
      </p>
    </InlineAlert>
  );
}
