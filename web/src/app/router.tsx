/** Every address of the dashboard. Pages load when first visited. */
import type { ComponentType } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { RequireSignIn } from "@/features/session/require-sign-in";
import { SplashScreen } from "@/features/session/splash-screen";
import { withWords } from "@/shared/i18n/with-words";
import { HomePage } from "./home/home-page";
import { NotFoundPage } from "./not-found-page";
import { RouteError } from "./route-error";
import { AppShell } from "./shell/app-shell";
import type { PageHandle } from "./shell/page-handle";
import { PageSkeleton } from "./shell/page-skeleton";

const pages: RouteObject[] = [
  { index: true, Component: HomePage },
  {
    path: "campaigns",
    lazy: page(async () => (await import("@/features/campaigns/list/campaigns-page")).CampaignsPage),
  },
  {
    path: "campaigns/new",
    lazy: page(async () => (await import("@/features/campaigns/create/new-campaign-page")).NewCampaignPage),
  },
  {
    path: "campaigns/:campaignId",
    lazy: page(async () => (await import("@/features/campaigns/detail/campaign-page")).CampaignPage),
  },
  {
    path: "inbox/figures",
    lazy: page(async () => (await import("@/features/replies/reply-figures-page")).ReplyFiguresPage),
  },
  {
    path: "inbox/:conversationId?",
    handle: { fillsWindow: true } satisfies PageHandle,
    lazy: page(async () => (await import("@/features/inbox/inbox-page")).InboxPage),
  },
  {
    path: "templates",
    lazy: page(async () => (await import("@/features/templates/templates-page")).TemplatesPage),
  },
  {
    path: "numbers",
    lazy: page(async () => (await import("@/features/numbers/numbers-page")).NumbersPage),
  },
  {
    path: "notifications",
    lazy: page(async () => (await import("@/features/notifications/notifications-page")).NotificationsPage),
  },
  {
    path: "settings",
    lazy: page(async () => (await import("./settings/settings-page")).SettingsPage),
  },
  { path: "*", Component: NotFoundPage },
];

export const routes: RouteObject[] = [
  {
    path: "sign-in",
    ErrorBoundary: RouteError,
    HydrateFallback: PageSkeleton,
    lazy: firstPage(async () => (await import("@/features/session/sign-in-page")).SignInPage),
  },
  {
    ErrorBoundary: RouteError,
    HydrateFallback: SplashScreen,
    children: [
      {
        path: "forgot-password",
        lazy: page(async () => (await import("@/features/session/forgot-password-page")).ForgotPasswordPage),
      },
      {
        path: "reset-password",
        lazy: page(async () => (await import("@/features/session/reset-password-page")).ResetPasswordPage),
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

type Load = () => Promise<ComponentType>;

/** A page a person may see first: its words are there from the start (locales/en/first.ts). */
function firstPage(load: Load) {
  return async () => ({ Component: await load() });
}

/** Any other page, which brings the words of all others with it. */
function page(load: Load) {
  return firstPage(() => withWords(load));
}
