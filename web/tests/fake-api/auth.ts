/** The part of Supabase Auth that the dashboard uses: signing in, refreshing, signing out, recovery, a new password. */
import { ADMIN } from "./fixtures.ts";
import { json, noContent } from "./route.ts";

const USER = {
  id: "6f1c2f3a-0000-4000-8000-000000000001",
  aud: "authenticated",
  role: "authenticated",
  email: ADMIN.email,
};

/** What a recovery mail would carry, and refuse a second time. */
export const RECOVERY = { token: "fake-link-token", code: "12345678" };

/** A password that is known to be tried first. */
export const COMMON_PASSWORD = "password123";

type Fields = Partial<Record<string, string>>;

export async function answerAuth(request: Request, url: URL): Promise<Response> {
  const path = url.pathname.replace("/auth/v1/", "");
  if (path === "logout") return noContent();
  if (path === "user" && request.method === "GET") return json(USER);
  const body = (await request.json()) as Fields;
  if (path === "recover") return json({});
  if (path === "verify") return verify(body);
  if (path === "user") return changePassword(body, isByMail(request));
  const known =
    body.refresh_token !== undefined || (body.email === ADMIN.email && body.password === ADMIN.password);
  return known ? json(grant()) : refusal(400, "invalid_credentials", "Invalid login credentials");
}

function verify({ token_hash, email, token }: Fields): Response {
  const good = token_hash === RECOVERY.token || (email === ADMIN.email && token === RECOVERY.code);
  return good ? json(grant("otp")) : refusal(403, "otp_expired", "Token has expired or is invalid");
}

function changePassword({ password, current_password }: Fields, byMail: boolean): Response {
  if (!byMail && current_password !== ADMIN.password) {
    return refusal(400, "current_password_invalid", "The current password is not right");
  }
  if (password === ADMIN.password) return refusal(422, "same_password", "New password should be different");
  if (password === COMMON_PASSWORD) {
    return refusal(422, "weak_password", "Too common", { weak_password: { reasons: ["pwned"] } });
  }
  return json(USER);
}

export function isAuthorized(request: Request): boolean {
  return request.headers.get("authorization")?.startsWith("Bearer fake.") ?? false;
}

/** What the browser keeps after signing in: a test puts it in place to start signed in. */
export function grant(method: "password" | "otp" = "password") {
  return {
    access_token: `fake.${btoa(JSON.stringify({ amr: [{ method }] }))}.token`,
    token_type: "bearer",
    expires_in: 3600,
    expires_at: Math.floor(Date.now() / 1000) + 3600,
    refresh_token: "fake-refresh-token",
    user: USER,
  };
}

function isByMail(request: Request): boolean {
  return request.headers.get("authorization") === `Bearer ${grant("otp").access_token}`;
}

function refusal(status: number, code: string, message: string, more: object = {}): Response {
  const body = { code, message, ...more };
  return Response.json(body, { status, headers: { "x-supabase-api-version": "2024-01-01" } });
}
