/** What holds for the whole installation and for this browser. `children` are the sections that other parts of the dashboard bring. */
import type { ReactNode } from "react";
import { t } from "@/shared/i18n/i18n";
import { PageHeader } from "@/shared/ui/page-header";
import { AboutSection } from "./about-section";
import { LlmSection } from "./llm-section";
import { PrivacySection } from "./privacy-section";
import { ReplyRules } from "./reply-rules";
import { SystemPrompts } from "./system-prompts";

export function SettingsPage({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader title={t("settings:title")} description={t("settings:description")} />
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
    </>
  );
}
