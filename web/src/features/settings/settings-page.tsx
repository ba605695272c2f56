/** What holds for the whole installation: the language model that answers customers. */
import { PageHeader } from "@/shared/ui/page-header";
import { LlmSection } from "./llm-section";
import { ReplyRules } from "./reply-rules";
import { SystemPrompts } from "./system-prompts";

export function SettingsPage() {
  return (
    <>
      <PageHeader title="Settings" description="The AI that answers your customers." />
      <div className="grid items-start gap-5 sm:gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <LlmSection />
        <ReplyRules />
        <SystemPrompts />
      </div>
    </>
  );
}
