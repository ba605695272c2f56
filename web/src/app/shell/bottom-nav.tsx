/** The navigation on phones and tablets, within the thumb's reach. */
import { NavLink } from "react-router";
import { t } from "@/shared/i18n/i18n";
import { destinations } from "./navigation";

export function BottomNav() {
  return (
    <nav
      aria-label={t("shell:nav.label")}
      className="fixed inset-x-0 bottom-0 z-20 border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto grid max-w-lg grid-cols-5">
        {destinations.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={to === "/"}
              className="group relative flex h-16 flex-col items-center justify-center gap-1 text-xs font-medium text-muted aria-[current=page]:font-semibold aria-[current=page]:text-accent"
            >
              <span className="absolute top-0 h-[3px] w-8 rounded-b-full bg-marigold opacity-0 group-aria-[current=page]:opacity-100" />
              <Icon aria-hidden="true" className="size-5" />
              {label()}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
