/** Where one customer's data is taken out or erased. */
import { Trans } from "react-i18next";
import { Link } from "react-router";
import { t } from "@/shared/i18n/i18n";
import { SettingsPanel } from "./settings-panel";

export function PrivacySection() {
  return (
    <SettingsPanel
      title={t("settings:privacy.title")}
      aside={
        <Link
          to="/inbox"
          className="inline-flex min-h-11 items-center rounded px-1 text-sm font-semibold text-accent hover:underline sm:min-h-8"
        >
          {t("settings:privacy.inbox")}
        </Link>
      }
    >
      <p className="-mt-2 text-sm text-pretty text-muted">
        <Trans
          t={t}
          i18nKey="settings:privacy.body"
          components={{ code: <code className="wrap-anywhere text-foreground" /> }}
        />
      </p>
    </SettingsPanel>
  );
}
