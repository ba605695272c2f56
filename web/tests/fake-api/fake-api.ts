/** A stand-in for Harkara's API in the shapes of openapi.json: one function from request to answer, its state in memory. Tests and design only. */
import type {
  Campaign,
  Llm,
  NotificationItem,
  SyncRun,
  Template,
  WhatsAppNumber,
} from "../../src/api/models.ts";
import { analyticsRoutes } from "./analytics-routes.ts";
import { answerAuth, isAuthorized } from "./auth.ts";
import { campaignRoutes } from "./campaign-routes.ts";
import { firstCampaigns } from "./campaigns.ts";
import { firstThreads, type FakeThread } from "./conversations.ts";
import { firstNumbers, firstTemplates, SESSION } from "./fixtures.ts";
import { inboxRoutes } from "./inbox-routes.ts";
import { firstLlm, llmRoutes } from "./llm-routes.ts";
import { notificationRoutes } from "./notification-routes.ts";
import { firstNotifications } from "./notifications.ts";
import { numberRoutes } from "./number-routes.ts";
import { json, problem, type Route } from "./route.ts";
import { firstSyncs } from "./syncs.ts";
import { templateRoutes } from "./template-routes.ts";

export interface FakeState {
  numbers: WhatsAppNumber[];
  templates: Template[];
  campaigns: Campaign[];
  notifications: NotificationItem[];
  syncs: SyncRun[];
  threads: FakeThread[];
  llm: Llm;
  /** Seconds since the fake API started; running campaigns follow it. */
  seconds: () => number;
  session: typeof SESSION;
}

export function firstState(overrides: Partial<FakeState> = {}): FakeState {
  return {
    numbers: firstNumbers(),
    templates: firstTemplates(),
    campaigns: firstCampaigns(),
    notifications: firstNotifications(),
    syncs: firstSyncs(),
    threads: firstThreads(),
    llm: firstLlm(),
    seconds: () => 0,
    session: SESSION,
    ...overrides,
  };
}

const routes: Route[] = [
  ...numberRoutes,
  ...templateRoutes,
  ...campaignRoutes,
  ...notificationRoutes,
  ...inboxRoutes,
  ...llmRoutes,
  ...analyticsRoutes,
];

export async function answer(request: Request, state: FakeState): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === "/readyz") {
    return json({ ready: true, checks: { database: "ok", migrations: "ok", worker: "ok" } });
  }
  if (url.pathname === "/api/session") return json({ ...state.session, supabase_url: url.origin });
  if (url.pathname.startsWith("/auth/v1/")) return answerAuth(request, url);
  if (!isAuthorized(request)) {
    return problem(
      401,
      "not_signed_in",
      "You are not signed in",
      "The access token is missing or has expired.",
      "Sign in again.",
    );
  }
  for (const { method, path, run } of routes) {
    const match = method === request.method ? path.exec(url.pathname) : null;
    if (match) return run({ request, url, state, id: Number(match[1]) });
  }
  return problem(404, "not_found", "There is no such address", url.pathname, null);
}
