/** Settings, with the sections that belong to other features. */
import { PasswordSection } from "@/features/session/password-section";
import { SettingsPage } from "@/features/settings/settings-page";

export function SettingsRoute() {
  return <SettingsPage account={<PasswordSection />} />;
}
