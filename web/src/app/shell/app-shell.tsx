/** The frame around every signed-in page. */
import { Suspense } from "react";
import { Outlet, ScrollRestoration, useMatches } from "react-router";
import { NotificationWatch } from "@/features/notifications/notification-watch";
import { t } from "@/shared/i18n/i18n";
import { Overlays } from "../overlays/overlays";
import { BottomNav } from "./bottom-nav";
import { LiveUpdates } from "./live-updates";
import type { PageHandle } from "./page-handle";
import { PageFoot } from "./page-foot";
import { PageSkeleton } from "./page-skeleton";
import { ServerBanner } from "./server-banner";
import { SideNav } from "./side-nav";
import { TopBar } from "./top-bar";
import { useFocusOnNavigation } from "./use-focus-on-navigation";

// As high as a phone at least: the foot then never stands where the page is about to be.
const COLUMN = "max-lg:min-h-dvh mx-auto w-full max-w-6xl px-4 pt-6 pb-8 sm:px-8 sm:pt-9 lg:px-10 lg:pb-14";

export function AppShell() {
  const main = useFocusOnNavigation();
  const fills = useMatches().some(({ handle }) => (handle as PageHandle | undefined)?.fillsWindow);
  return (
    <Overlays>
      <div className="min-h-dvh lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]">
        <a
          href="#main"
          className="sr-only rounded-lg bg-accent px-4 py-2.5 font-semibold text-accent-foreground focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50"
        >
          {t("shell:skip")}
        </a>
        <SideNav />
        <div
          className={`flex min-w-0 flex-col ${fills ? "h-dvh pb-[calc(4rem+env(safe-area-inset-bottom))] lg:pb-0" : "min-h-dvh"}`}
        >
          <TopBar />
          <ServerBanner />
          <main
            id="main"
            ref={main}
            tabIndex={-1}
            className={`flex-1 outline-none ${fills ? "min-h-0" : COLUMN}`}
          >
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </main>
          {!fills && <PageFoot />}
        </div>
        <BottomNav />
        <NotificationWatch />
        <LiveUpdates />
        <ScrollRestoration />
      </div>
    </Overlays>
  );
}
