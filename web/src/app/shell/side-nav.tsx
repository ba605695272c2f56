/** The navigation on wide screens. */
import { NavLink } from "react-router";
import { Bell } from "@/features/notifications/bell";
import { useSession } from "@/features/session/session-context";
import { t } from "@/shared/i18n/i18n";
import { Logo } from "@/shared/ui/logo";
import { VersionLine } from "@/shared/ui/version-line";
import { AccountMenu } from "./account-menu";
import { LiveIndicator } from "./live-indicator";
import { destinations, settings } from "./navigation";
import { SandboxBadge } from "./sandbox-badge";
import { SearchButton } from "./search-button";

export function SideNav() {
  const { info } = useSession();
  return (
    <header className="hidden bg-nav text-nav-text lg:block">
      <div className="sticky top-0 flex h-dvh flex-col px-3 py-4">
        <div className="mb-6 flex h-10 items-center gap-2.5 px-2.5">
          <Logo className="size-9" />
          <span className="text-lg font-semibold tracking-tight">Harkara</span>
          {info.sandbox && <SandboxBadge />}
        </div>
        <SearchButton look="row" />
        <nav aria-label={t("shell:nav.label")} className="flex-1">
          <ul className="grid gap-1">
            {[...destinations, settings].map(({ to, label, icon: Icon }) => (
              <li key={to}>
                <NavLink
                  to={to}
                  end={to === "/"}
                  className="group relative flex h-10 items-center gap-3 rounded-lg px-3 font-medium text-nav-muted transition-colors hover:bg-nav-raised/60 hover:text-nav-text focus-visible:outline-2 focus-visible:outline-marigold aria-[current=page]:bg-nav-raised aria-[current=page]:text-nav-text"
                >
                  <span className="absolute inset-y-2.5 left-0 w-[3px] rounded-full bg-marigold opacity-0 transition-opacity group-aria-[current=page]:opacity-100" />
                  <Icon
                    aria-hidden="true"
                    className="size-[1.125rem] group-aria-[current=page]:text-marigold"
                  />
                  {label()}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="grid gap-3">
          <div className="grid gap-1">
            <Bell look="row" />
            <AccountMenu look="row" />
          </div>
          <LiveIndicator look="row" />
          <p className="px-3 text-xs text-nav-muted">
            <VersionLine info={info} />
          </p>
        </div>
      </div>
    </header>
  );
}
