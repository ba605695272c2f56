/** What replies do and do not do, so that nobody must find out from a customer. */
import { Trans } from "react-i18next";
import { Link } from "react-router";
import { t } from "@/shared/i18n/i18n";
import { SettingsPanel } from "./settings-panel";

const RULES = ["text", "quota", "context", "failure"] as const;

export function ReplyRules() {
  return (
    <SettingsPanel title={t("settings:rules.title")}>
      <dl className="grid gap-3 text-sm">
        {RULES.map((rule) => (
          <div key={rule} className="grid gap-0.5">
            <dt className="font-semibold">{t(`settings:rules.${rule}.title`)}</dt>
            <dd className="text-muted">{t(`settings:rules.${rule}.body`)}</dd>
          </div>
        ))}
      </dl>
      <p className="border-t border-separator pt-4 text-sm text-muted">
        <Trans
          t={t}
          i18nKey="settings:rules.figures"
          components={{
            figures: (
              <Link to="/inbox/figures" className="font-semibold text-accent underline underline-offset-2" />
            ),
          }}
        />
      </p>
    </SettingsPanel>
  );
}
