/** The language model that writes the replies: which one, with which key, at which address. */
import { useQuery } from "@tanstack/react-query";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { llmQuery } from "./api/llm-query";
import { LlmFormFields } from "./llm-form-fields";

export function LlmSection() {
  const query = useQuery(llmQuery);
  return (
    <section aria-labelledby="language-model" className="grid gap-5 panel p-5 sm:p-6">
      <div className="grid gap-1">
        <h2 id="language-model" className="text-[1.0625rem] font-semibold">
          Language model
        </h2>
        <p className="text-sm text-muted">One model for all numbers. A change counts for the next reply.</p>
      </div>
      {query.isPending && <RowsSkeleton rows={3} label="Loading the settings" />}
      {query.error && !query.data && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && <LlmFormFields llm={query.data} />}
    </section>
  );
}
