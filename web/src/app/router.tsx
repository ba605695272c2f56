/** Every address of the dashboard. Pages load when first visited. */
import { createBrowserRouter, type RouteObject } from "react-router";
import { RequireSignIn } from "@/features/session/require-sign-in";
import { SplashScreen } from "@/features/session/splash-screen";
import { NotFoundPage } from "./not-found-page";
import { RouteError } from "./route-error";
import { AppShell } from "./shell/app-shell";
import type { PageHandle } from "./shell/page-handle";
import { PageSkeleton } from "./shell/page-skeleton";

const pages: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import("./home/home-page")).HomePage }) },
  {
    path: "campaigns",
    lazy: async () => ({
      Component: (await import("@/features/campaigns/list/campaigns-page")).CampaignsPage,
    }),
  },
  {
    path: "campaigns/new",
    lazy: async () => ({
      Component: (await import("@/features/campaigns/create/new-campaign-page")).NewCampaignPage,
    }),
  },
  {
    path: "campaigns/:campaignId",
    lazy: async () => ({
      Component: (await import("@/features/campaigns/detail/campaign-page")).CampaignPage,
    }),
  },
  {
    path: "inbox/figures",
    lazy: async () => ({
      Component: (await import("@/features/replies/reply-figures-page")).ReplyFiguresPage,
    }),
  },
  {
    path: "inbox/:conversationId?",
    handle: { fillsWindow: true } satisfies PageHandle,
    lazy: async () => ({ Component: (await import("@/features/inbox/inbox-page")).InboxPage }),
  },
  {
    path: "templates",
    lazy: async () => ({ Component: (await import("@/features/templates/templates-page")).TemplatesPage }),
  },
  {
    path: "numbers",
    lazy: async () => ({ Component: (await import("@/features/numbers/numbers-page")).NumbersPage }),
  },
  {
    path: "notifications",
    lazy: async () => ({
      Component: (await import("@/features/notifications/notifications-page")).NotificationsPage,
    }),
  },
  {
    path: "settings",
    lazy: async () => ({ Component: (await import("./settings/settings-page")).SettingsPage }),
  },
  { path: "*", Component: NotFoundPage },
];

export const routes: RouteObject[] = [
  {
    path: "sign-in",
    ErrorBoundary: RouteError,
    HydrateFallback: PageSkeleton,
    lazy: async () => ({ Component: (await import("@/features/session/sign-in-page")).SignInPage }),
  },
  {
    ErrorBoundary: RouteError,
    HydrateFallback: SplashScreen,
    children: [
      {
        path: "forgot-password",
        lazy: async () => ({
          Component: (await import("@/features/session/forgot-password-page")).ForgotPasswordPage,
        }),
      },
      {
        path: "reset-password",
        lazy: async () => ({
          Component: (await import("@/features/session/reset-password-page")).ResetPasswordPage,
        }),
      },
    ],
  },
  {
    Component: RequireSignIn,
    children: [
      {
        Component: AppShell,
        HydrateFallback: PageSkeleton,
        children: [{ ErrorBoundary: RouteError, children: pages }],
      },
    ],
  },
];

export function createRouter() {
  return createBrowserRouter(routes);
}
