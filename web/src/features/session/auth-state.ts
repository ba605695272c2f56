/** Who is signed in and how, as one value that each event of the Supabase client moves on. */
import type { AuthChangeEvent, Session } from "@supabase/supabase-js";

export interface AuthState {
  /** False until the client has looked into the browser's storage. */
  known: boolean;
  email: string | null;
  /** A recovery mail opened the session: a new password needs no present one. */
  byMail: boolean;
  /** A recovery link opened this very tab: first comes the new password, then everything else. */
  mustChoose: boolean;
  /** The session ended without anybody asking for it here. */
  ended: boolean;
}

export const UNKNOWN: AuthState = {
  known: false,
  email: null,
  byMail: false,
  mustChoose: false,
  ended: false,
};

interface Surroundings {
  cameByLink: boolean;
  /** Somebody pressed "Sign out" in this tab. */
  leaving: boolean;
}

export function nextState(
  before: AuthState,
  event: AuthChangeEvent,
  session: Pick<Session, "access_token" | "user"> | null,
  { cameByLink, leaving }: Surroundings,
): AuthState {
  const email = session?.user.email ?? null;
  const chosen = event === "USER_UPDATED" || email === null;
  return {
    known: true,
    email,
    byMail: session !== null && openedByMail(session.access_token),
    // Other tabs hear the event too and must not be torn from their work.
    mustChoose: !chosen && (before.mustChoose || (event === "PASSWORD_RECOVERY" && cameByLink)),
    ended: email === null && ((before.email !== null && !leaving) || before.ended),
  };
}

/** How GoTrue names what a recovery mail does. Read, not verified: the server decides what the session may do. */
const MAIL_METHODS = ["otp", "recovery", "magiclink"];

function openedByMail(accessToken: string): boolean {
  try {
    const payload = accessToken.split(".")[1] ?? "";
    const claims = JSON.parse(atob(payload.replace(/-/g, "+").replace(/_/g, "/"))) as {
      amr?: { method: string }[];
    };
    return claims.amr?.some(({ method }) => MAIL_METHODS.includes(method)) ?? false;
  } catch {
    return false;
  }
}
