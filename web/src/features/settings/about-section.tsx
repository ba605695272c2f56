/** What runs here: version, where it signs in and stores, whether it is the sandbox, and how its parts are. */
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Trans } from "react-i18next";
import { sessionInfoQuery } from "@/shared/api/session-info";
import { t } from "@/shared/i18n/i18n";
import { readinessQuery } from "./api/readiness-query";
import { SettingsPanel } from "./settings-panel";

export function AboutSection() {
  const { data: session } = useQuery(sessionInfoQuery);
  return (
    <SettingsPanel title={t("settings:about.title")}>
      <dl className="grid gap-2.5 text-sm">
        {session && (
          <>
            <Row term={t("settings:about.version")}>{session.version}</Row>
            <Row term={t("settings:about.mode")}>
              {session.mode === "supabase" ? t("settings:about.supabase") : t("settings:about.embedded")}
            </Row>
            <Row term={t("settings:about.meta")}>
              {session.sandbox ? t("settings:about.sandbox") : t("settings:about.live")}
            </Row>
          </>
        )}
        <Parts />
      </dl>
      <p className="border-t border-separator pt-4 text-sm text-pretty text-muted">
        <Trans
          t={t}
          i18nKey="settings:about.docs"
          components={{
            docs: <code className="text-foreground" />,
            command: <code className="text-foreground" />,
          }}
        />
      </p>
    </SettingsPanel>
  );
}

function Parts() {
  const { data, isPending } = useQuery(readinessQuery);
  const parts = [
    ["database", t("settings:about.database")],
    ["migrations", t("settings:about.migrations")],
    ["worker", t("settings:about.worker")],
  ] as const;
  return parts.map(([part, term]) => (
    <Row key={part} term={term}>
      {isPending ? t("settings:about.loading") : <State words={data?.[part]} />}
    </Row>
  ));
}

/** "ok", or the server's words for what is wrong and what to do. */
function State({ words }: { words: string | undefined }) {
  const fine = words === "ok";
  const Icon = fine ? CircleCheck : CircleAlert;
  return (
    <span className="inline-flex items-start gap-1.5">
      <Icon
        aria-hidden="true"
        className={`mt-0.5 size-4 shrink-0 ${fine ? "text-success" : "text-danger"}`}
      />
      {fine ? t("settings:about.ok") : (words ?? t("settings:about.unknown"))}
    </span>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="shrink-0 text-muted">{term}</dt>
      <dd className="text-right font-medium wrap-anywhere figures">{children}</dd>
    </div>
  );
}
