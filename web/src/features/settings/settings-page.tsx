/** What holds for the whole installation and for this browser. `children` are the sections that other parts of the dashboard bring. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { numbersQuery } from "@/shared/api/numbers";
import { t } from "@/shared/i18n/i18n";
import { PageHeader } from "@/shared/ui/page-header";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { AboutSection } from "./about-section";
import { llmQuery } from "./api/llm-query";
import { LlmSection } from "./llm-section";
import { PrivacySection } from "./privacy-section";
import { ReplyRules } from "./reply-rules";
import { SystemPrompts } from "./system-prompts";

export function SettingsPage({ children }: { children: ReactNode }) {
  const [llm, numbers] = [useQuery(llmQuery), useQuery(numbersQuery)];
  return (
    <>
      <PageHeader title={t("settings:title")} description={t("settings:description")} />
      {/* All at once: one after another, the sections would push each other about. */}
      {llm.isPending || numbers.isPending ? (
        <RowsSkeleton rows={6} label={t("settings:loading")} />
      ) : (
        <Sections>{children}</Sections>
      )}
    </>
  );
}

function Sections({ children }: { children: ReactNode }) {
  return (
    <div className="grid items-start gap-5 sm:gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid gap-5 sm:gap-6">
        <LlmSection />
        <SystemPrompts />
        {children}
      </div>
      <div className="grid gap-5 sm:gap-6">
        <ReplyRules />
        <PrivacySection />
        <AboutSection />
      </div>
    </div>
  );
}
