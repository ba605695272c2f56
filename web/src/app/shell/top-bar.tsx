/** The head of the page on phones and tablets. */
import { Link } from "react-router";
import { Bell } from "@/features/notifications/bell";
import { useSession } from "@/features/session/session-context";
import { Logo } from "@/shared/ui/logo";
import { AccountMenu } from "./account-menu";
import { LiveIndicator } from "./live-indicator";
import { SandboxBadge } from "./sandbox-badge";
import { SearchButton } from "./search-button";

export function TopBar() {
  const { info } = useSession();
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-2.5 bg-nav px-4 text-nav-text sm:px-8 lg:hidden">
      <Link
        to="/"
        className="flex h-11 items-center gap-2.5 rounded-lg focus-visible:outline-2 focus-visible:outline-marigold"
      >
        <Logo className="size-8" />
        <span className="text-[1.0625rem] font-semibold tracking-tight">Harkara</span>
      </Link>
      {info.sandbox && <SandboxBadge />}
      <div className="ml-auto flex items-center gap-2">
        <LiveIndicator look="icon" />
        <SearchButton look="icon" />
        <Bell look="icon" />
        <AccountMenu look="icon" />
      </div>
    </header>
  );
}
