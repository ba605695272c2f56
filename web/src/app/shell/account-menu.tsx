/** Who is signed in, the theme, and the way out. */
import { Dropdown, Header, Label, Separator } from "@heroui/react";
import { ChevronsUpDown, KeyRound, Languages, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { ChangePasswordDialog } from "@/features/session/change-password-dialog";
import { useSession } from "@/features/session/session-context";
import { t, useLanguage } from "@/shared/i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "@/shared/i18n/language";
import { settings } from "./navigation";
import { useThemePreference, type ThemePreference } from "../theme/theme-preference";

const themes = [
  { id: "light", label: () => t("shell:theme.light"), icon: Sun },
  { id: "dark", label: () => t("shell:theme.dark"), icon: Moon },
  { id: "system", label: () => t("shell:theme.system"), icon: Monitor },
] as const;

export function AccountMenu({ look }: { look: "row" | "icon" }) {
  const { email, signOut } = useSession();
  const [isChanging, setIsChanging] = useState(false);
  return (
    <>
      <Dropdown>
        {look === "row" ? <RowTrigger email={email ?? ""} /> : <IconTrigger />}
        <Dropdown.Popover placement={look === "row" ? "top start" : "bottom end"} className="min-w-60">
          <Dropdown.Menu
            aria-label={t("shell:account.menu")}
            onAction={(key) => key === "sign-out" && void signOut()}
          >
            <ThemeSection email={email ?? ""} />
            <Separator />
            <LanguageSection />
            <Separator />
            {look === "icon" && <SettingsItem />}
            <PasswordItem onAction={() => setIsChanging(true)} />
            <Dropdown.Item id="sign-out" textValue={t("shell:account.signOut")} className="ps-7">
              <LogOut aria-hidden="true" className="size-4 text-muted" />
              <Label>{t("shell:account.signOut")}</Label>
            </Dropdown.Item>
          </Dropdown.Menu>
        </Dropdown.Popover>
      </Dropdown>
      <ChangePasswordDialog isOpen={isChanging} onClose={() => setIsChanging(false)} />
    </>
  );
}

function PasswordItem({ onAction }: { onAction: () => void }) {
  const label = t("session:password.title");
  return (
    <Dropdown.Item id="password" textValue={label} className="ps-7" onAction={onAction}>
      <KeyRound aria-hidden="true" className="size-4 text-muted" />
      <Label>{label}</Label>
    </Dropdown.Item>
  );
}

/** On phones the bar below has no room for it. */
function SettingsItem() {
  const { to, label, icon: Icon } = settings;
  const navigate = useNavigate();
  return (
    <Dropdown.Item id="settings" textValue={label()} className="ps-7" onAction={() => void navigate(to)}>
      <Icon aria-hidden="true" className="size-4 text-muted" />
      <Label>{label()}</Label>
    </Dropdown.Item>
  );
}

function ThemeSection({ email }: { email: string }) {
  const [theme, setTheme] = useThemePreference();
  return (
    <Dropdown.Section
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={(keys) => setTheme([...new Set(keys)][0] as ThemePreference)}
    >
      <Header className="truncate">{email}</Header>
      {themes.map(({ id, label, icon: Icon }) => (
        <Dropdown.Item key={id} id={id} textValue={label()}>
          <Icon aria-hidden="true" className="size-4 text-muted" />
          <Label>{label()}</Label>
          <Dropdown.ItemIndicator />
        </Dropdown.Item>
      ))}
    </Dropdown.Section>
  );
}

function LanguageSection() {
  const [language, choose] = useLanguage();
  return (
    <Dropdown.Section
      aria-label={t("common:language.label")}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => void choose([...new Set(keys)][0] as Language)}
    >
      {LANGUAGES.map((id) => (
        <Dropdown.Item key={id} id={id} textValue={LANGUAGE_NAMES[id]}>
          <Languages aria-hidden="true" className="size-4 text-muted" />
          <Label lang={id}>{LANGUAGE_NAMES[id]}</Label>
          <Dropdown.ItemIndicator />
        </Dropdown.Item>
      ))}
    </Dropdown.Section>
  );
}

function RowTrigger({ email }: { email: string }) {
  return (
    <Dropdown.Trigger className="flex h-12 w-full items-center gap-3 rounded-lg px-2.5 text-left text-sm hover:bg-nav-raised/60 focus-visible:outline-2 focus-visible:outline-marigold">
      <span className="grid size-8 shrink-0 place-items-center rounded-full bg-nav-raised">
        <UserRound aria-hidden="true" className="size-4" />
      </span>
      <span className="min-w-0 flex-1 truncate">{email}</span>
      <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-nav-muted" />
    </Dropdown.Trigger>
  );
}

function IconTrigger() {
  return (
    <Dropdown.Trigger
      aria-label={t("shell:account.menu")}
      className="grid size-11 place-items-center rounded-full bg-nav-raised focus-visible:outline-2 focus-visible:outline-marigold"
    >
      <UserRound aria-hidden="true" className="size-5" />
    </Dropdown.Trigger>
  );
}
