/** The language and the look, for this browser. */
import { SelectInput } from "@/shared/ui/select-input";
import { t, useLanguage } from "@/shared/i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "@/shared/i18n/language";
import { SettingsPanel } from "./settings-panel";

type Theme = "light" | "dark" | "system";

interface AppearanceSectionProps {
  theme: Theme;
  onThemeChange: (theme: Theme) => void;
}

export function AppearanceSection({ theme, onThemeChange }: AppearanceSectionProps) {
  const [language, setLanguage] = useLanguage();
  return (
    <SettingsPanel title={t("settings:appearance.title")} lead={t("settings:appearance.lead")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectInput
          label={t("settings:appearance.language")}
          value={language}
          onChange={(id) => void setLanguage(id as Language)}
          options={LANGUAGES.map((id) => ({ id, label: LANGUAGE_NAMES[id] }))}
        />
        <SelectInput
          label={t("settings:appearance.theme")}
          value={theme}
          onChange={(id) => onThemeChange(id as Theme)}
          options={[
            { id: "light", label: t("settings:appearance.light") },
            { id: "dark", label: t("settings:appearance.dark") },
            { id: "system", label: t("settings:appearance.system") },
          ]}
        />
      </div>
    </SettingsPanel>
  );
}
