/** What holds for the whole installation: the language model that answers customers. */
import type { ReactNode } from "react";
import { PageHeader } from "@/shared/ui/page-header";
import { LlmSection } from "./llm-section";
import { ReplyRules } from "./reply-rules";
import { SystemPrompts } from "./system-prompts";

/** `account`: the signed-in person's own section, which belongs to another feature. */
export function SettingsPage({ account }: { account: ReactNode }) {
  return (
    <>
      <PageHeader title="Settings" description="The AI that answers your customers." />
      <div className="grid items-start gap-5 sm:gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <LlmSection />
        <ReplyRules />
        <SystemPrompts />
        {account}
      </div>
    </>
  );
}
