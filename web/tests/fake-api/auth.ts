/** The part of Supabase Auth that signing in, refreshing and signing out need. */
import { ADMIN } from "./fixtures.ts";
import { noContent } from "./route.ts";

const TOKEN = "fake-access-token";
const USER = {
  id: "6f1c2f3a-0000-4000-8000-000000000001",
  aud: "authenticated",
  role: "authenticated",
  email: ADMIN.email,
};

export async function answerAuth(request: Request, url: URL): Promise<Response> {
  if (url.pathname.endsWith("/logout")) return noContent();
  if (url.pathname.endsWith("/user")) return Response.json(USER);
  const body = (await request.json()) as { email?: string; password?: string; refresh_token?: string };
  const known =
    body.refresh_token !== undefined || (body.email === ADMIN.email && body.password === ADMIN.password);
  return known ? Response.json(grant()) : refusal();
}

export function isAuthorized(request: Request): boolean {
  return request.headers.get("authorization") === `Bearer ${TOKEN}`;
}

/** What the browser keeps after signing in: a test puts it in place to start signed in. */
export function grant() {
  return {
    access_token: TOKEN,
    token_type: "bearer",
    expires_in: 3600,
    expires_at: Math.floor(Date.now() / 1000) + 3600,
    refresh_token: "fake-refresh-token",
    user: USER,
  };
}

function refusal(): Response {
  const body = { code: "invalid_credentials", message: "Invalid login credentials" };
  return Response.json(body, { status: 400, headers: { "x-supabase-api-version": "2024-01-01" } });
}
