/** The language model that writes the replies: which one, with which key, at which address. */
import { useQuery } from "@tanstack/react-query";
import { t } from "@/shared/i18n/i18n";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { llmQuery } from "./api/llm-query";
import { LlmFormFields } from "./llm-form-fields";
import { SettingsPanel } from "./settings-panel";

export function LlmSection() {
  const query = useQuery(llmQuery);
  return (
    <SettingsPanel title={t("settings:llm.title")} lead={t("settings:llm.lead")}>
      {query.error && !query.data && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && <LlmFormFields llm={query.data} />}
    </SettingsPanel>
  );
}
