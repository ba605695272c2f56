/** The lines that are always there: the pages and the acts. */
import { toast } from "@heroui/react";
import { Keyboard, Languages, LogOut, Moon, Plus, RefreshCw, Sun } from "lucide-react";
import { asProblem } from "@/api/problem";
import { useSession } from "@/features/session/session-context";
import { useSyncAll } from "@/features/templates/api/sync-all";
import { t, useLanguage } from "@/shared/i18n/i18n";
import { useOpenOverlay } from "../overlays/overlay-context";
import { destinations, settings } from "../shell/navigation";
import { isDark, useThemePreference } from "../theme/theme-preference";
import type { Entry } from "./entry";
import { forgetRecent } from "./recent";

export function pageEntries(go: (to: string) => void): Entry[] {
  return [...destinations, settings].map(({ to, label, icon }) => ({
    id: `page-${to}`,
    group: "pages",
    label: label(),
    // English names are typed faster than switching the keyboard.
    also: to,
    icon,
    to,
    run: () => go(to),
  }));
}

export function useActionEntries(go: (to: string) => void): Entry[] {
  const { signOut } = useSession();
  const openOverlay = useOpenOverlay();
  const act = (id: string, label: string, icon: Entry["icon"], run: () => void): Entry => ({
    id: `action-${id}`,
    group: "actions",
    label,
    also: id,
    icon,
    run,
  });
  return [
    act("new campaign", t("shell:palette.newCampaign"), Plus, () => go("/campaigns/new")),
    act("sync", t("shell:palette.sync"), RefreshCw, useSync()),
    useThemeEntry(act),
    useLanguageEntry(act),
    act("shortcuts keyboard", t("shell:shortcuts.title"), Keyboard, () => openOverlay("shortcuts")),
    act("sign out", t("shell:account.signOut"), LogOut, () => {
      forgetRecent();
      void signOut();
    }),
  ];
}

type Act = (id: string, label: string, icon: Entry["icon"], run: () => void) => Entry;

function useThemeEntry(act: Act): Entry {
  const [, setTheme] = useThemePreference();
  return isDark()
    ? act("theme light", t("shell:palette.light"), Sun, () => setTheme("light"))
    : act("theme dark", t("shell:palette.dark"), Moon, () => setTheme("dark"));
}

/** Says what it does in the other language: who needs it may not read this one. */
function useLanguageEntry(act: Act): Entry {
  const [language, choose] = useLanguage();
  const other = language === "en" ? "hi" : "en";
  const entry = act(
    "language hindi english",
    t("shell:palette.language"),
    Languages,
    () => void choose(other),
  );
  return { ...entry, lang: other };
}

function useSync(): () => void {
  const sync = useSyncAll();
  return () =>
    sync.mutate(undefined, {
      onSuccess: () => toast.success(t("shell:palette.synced")),
      onError: (error) => {
        const { title, detail, mend } = asProblem(error);
        toast.danger(title, { description: [detail, mend].filter(Boolean).join(" ") });
      },
    });
}
