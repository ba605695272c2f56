/** The settings, with the sections that belong to other parts: the password, and the look, which the whole frame obeys. */
import { PasswordSection } from "@/features/session/password-section";
import { AppearanceSection } from "@/features/settings/appearance-section";
import { SettingsPage as Settings } from "@/features/settings/settings-page";
import { useThemePreference } from "../theme/theme-preference";

export function SettingsPage() {
  const [theme, setTheme] = useThemePreference();
  return (
    <Settings>
      <PasswordSection />
      <AppearanceSection theme={theme} onThemeChange={setTheme} />
    </Settings>
  );
}
