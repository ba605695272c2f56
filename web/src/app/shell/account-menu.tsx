/** Who is signed in, the theme, and the way out. */
import { Dropdown, Header, Label, Separator } from "@heroui/react";
import { ChevronsUpDown, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { useSession } from "@/features/session/session-context";
import { useThemePreference, type ThemePreference } from "../theme/theme-preference";

const themes = [
  { id: "light", label: "Light", icon: Sun },
  { id: "dark", label: "Dark", icon: Moon },
  { id: "system", label: "Same as the system", icon: Monitor },
] as const;

export function AccountMenu({ look }: { look: "row" | "icon" }) {
  const { email, signOut } = useSession();
  return (
    <Dropdown>
      {look === "row" ? <RowTrigger email={email ?? ""} /> : <IconTrigger />}
      <Dropdown.Popover placement={look === "row" ? "top start" : "bottom end"} className="min-w-60">
        <Dropdown.Menu aria-label="Account and theme" onAction={(key) => key === "sign-out" && void signOut()}>
          <ThemeSection email={email ?? ""} />
          <Separator />
          <Dropdown.Item id="sign-out" textValue="Sign out">
            <LogOut aria-hidden="true" className="text-muted size-4" />
            <Label>Sign out</Label>
          </Dropdown.Item>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}

function ThemeSection({ email }: { email: string }) {
  const [theme, setTheme] = useThemePreference();
  return (
    <Dropdown.Section
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={(keys) => setTheme([...keys][0] as ThemePreference)}
    >
      <Header className="truncate">{email}</Header>
      {themes.map(({ id, label, icon: Icon }) => (
        <Dropdown.Item key={id} id={id} textValue={label}>
          <Icon aria-hidden="true" className="text-muted size-4" />
          <Label>{label}</Label>
          <Dropdown.ItemIndicator />
        </Dropdown.Item>
      ))}
    </Dropdown.Section>
  );
}

function RowTrigger({ email }: { email: string }) {
  return (
    <Dropdown.Trigger className="hover:bg-nav-raised/60 focus-visible:outline-marigold flex h-12 w-full items-center gap-3 rounded-lg px-2.5 text-left text-sm focus-visible:outline-2">
      <span className="bg-nav-raised grid size-8 shrink-0 place-items-center rounded-full">
        <UserRound aria-hidden="true" className="size-4" />
      </span>
      <span className="min-w-0 flex-1 truncate">{email}</span>
      <ChevronsUpDown aria-hidden="true" className="text-nav-muted size-4 shrink-0" />
    </Dropdown.Trigger>
  );
}

function IconTrigger() {
  return (
    <Dropdown.Trigger
      aria-label="Account and theme"
      className="bg-nav-raised focus-visible:outline-marigold grid size-11 place-items-center rounded-full focus-visible:outline-2"
    >
      <UserRound aria-hidden="true" className="size-5" />
    </Dropdown.Trigger>
  );
}
