/** The frame around every signed-in page. */
import { Suspense } from "react";
import { Outlet, ScrollRestoration } from "react-router";
import { NotificationWatch } from "@/features/notifications/notification-watch";
import { BottomNav } from "./bottom-nav";
import { PageSkeleton } from "./page-skeleton";
import { ServerBanner } from "./server-banner";
import { SideNav } from "./side-nav";
import { TopBar } from "./top-bar";
import { useFocusOnNavigation } from "./use-focus-on-navigation";

export function AppShell() {
  const main = useFocusOnNavigation();
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only rounded-lg bg-accent px-4 py-2.5 font-semibold text-accent-foreground focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50"
      >
        Skip to the content
      </a>
      <SideNav />
      <div className="flex min-h-dvh min-w-0 flex-col">
        <TopBar />
        <ServerBanner />
        <main
          id="main"
          ref={main}
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl flex-1 px-4 pt-6 pb-28 outline-none sm:px-8 sm:pt-9 lg:px-10 lg:pb-14"
        >
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <BottomNav />
      <NotificationWatch />
      <ScrollRestoration />
    </div>
  );
}
