/** The navigation on wide screens. */
import { NavLink } from "react-router";
import { useSession } from "@/features/session/session-context";
import { Logo } from "@/shared/ui/logo";
import { AccountMenu } from "./account-menu";
import { destinations } from "./navigation";
import { SandboxBadge } from "./sandbox-badge";

export function SideNav() {
  const { info } = useSession();
  return (
    <div className="bg-nav text-nav-text sticky top-0 hidden h-dvh flex-col px-3 py-4 lg:flex">
      <div className="mb-6 flex h-10 items-center gap-2.5 px-2.5">
        <Logo className="size-9" />
        <span className="text-lg font-semibold tracking-tight">Harkara</span>
        {info.sandbox && <SandboxBadge />}
      </div>
      <nav aria-label="Main" className="flex-1">
        <ul className="grid gap-1">
          {destinations.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <NavLink
                to={to}
                end={to === "/"}
                className="group text-nav-muted hover:text-nav-text hover:bg-nav-raised/60 aria-[current=page]:bg-nav-raised aria-[current=page]:text-nav-text focus-visible:outline-marigold relative flex h-10 items-center gap-3 rounded-lg px-3 font-medium transition-colors focus-visible:outline-2"
              >
                <span className="bg-marigold absolute inset-y-2.5 left-0 w-[3px] rounded-full opacity-0 transition-opacity group-aria-[current=page]:opacity-100" />
                <Icon aria-hidden="true" className="group-aria-[current=page]:text-marigold size-[1.125rem]" />
                {label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <footer className="grid gap-3">
        <AccountMenu look="row" />
        <p className="figures text-nav-muted px-3 text-xs">Harkara {info.version}</p>
      </footer>
    </div>
  );
}
