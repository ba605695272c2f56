/** The account menu itself: who is signed in, the theme, the language, and the way out. Loaded when it is first opened. */
import { Dropdown, dropdownVariants, Header, Label, Separator } from "@heroui/react";
import { Keyboard, KeyRound, Languages, LogOut, Monitor, Moon, Sun } from "lucide-react";
import type { RefObject } from "react";
import { useNavigate } from "react-router";
import { useSession } from "@/features/session/session-context";
import { t, useLanguage } from "@/shared/i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "@/shared/i18n/language";
import type { Overlay } from "../overlays/overlay-context";
import { useThemePreference, type ThemePreference } from "../theme/theme-preference";
import { settings } from "./navigation";

const themes = [
  { id: "light", label: () => t("shell:theme.light"), icon: Sun },
  { id: "dark", label: () => t("shell:theme.dark"), icon: Moon },
  { id: "system", label: () => t("shell:theme.system"), icon: Monitor },
] as const;

interface AccountPopoverProps {
  triggerRef: RefObject<HTMLElement | null>;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  onOpen: (overlay: Overlay) => void;
  /** On phones the bar below has no room for the settings. */
  withSettings: boolean;
  placement: "top start" | "bottom end";
}

export function AccountPopover({ withSettings, onOpen, ...popover }: AccountPopoverProps) {
  const { email, signOut } = useSession();
  const classes = dropdownVariants();
  return (
    <Dropdown.Popover
      {...popover}
      aria-label={t("shell:account.menu")}
      className={`${classes.popover()} min-w-60`}
    >
      <Dropdown.Menu
        // Opened by a press: the arrows go on from the first line.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus="first"
        aria-label={t("shell:account.menu")}
        className={classes.menu()}
        onClose={() => popover.onOpenChange(false)}
      >
        <ThemeSection email={email ?? ""} />
        <Separator />
        <LanguageSection />
        <Separator />
        {withSettings ? <SettingsItem /> : <ShortcutsItem onAction={() => onOpen("shortcuts")} />}
        <PasswordItem onAction={() => onOpen("password")} />
        <Dropdown.Item
          id="sign-out"
          textValue={t("shell:account.signOut")}
          className="ps-7"
          onAction={() => void signOut()}
        >
          <LogOut aria-hidden="true" className="size-4 text-muted" />
          <Label>{t("shell:account.signOut")}</Label>
        </Dropdown.Item>
      </Dropdown.Menu>
    </Dropdown.Popover>
  );
}

function ShortcutsItem({ onAction }: { onAction: () => void }) {
  return (
    <Dropdown.Item id="shortcuts" textValue={t("shell:shortcuts.title")} className="ps-7" onAction={onAction}>
      <Keyboard aria-hidden="true" className="size-4 text-muted" />
      <Label>{t("shell:shortcuts.title")}</Label>
    </Dropdown.Item>
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
