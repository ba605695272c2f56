/** What a person can do about their session. Each throws Supabase's AuthError when refused. */
import type { AuthError } from "@supabase/supabase-js";
import type { AuthClient } from "./auth-client";
import { RESET_PATH } from "./recovery-link";

export function createActs({ auth }: AuthClient) {
  return {
    signIn: (email: string, password: string) => done(auth.signInWithPassword({ email, password })),

    /** Answers the same whoever's address it is. */
    askForMail: (email: string) =>
      done(auth.resetPasswordForEmail(email, { redirectTo: window.location.origin + RESET_PATH })),

    openLink: (tokenHash: string) => done(auth.verifyOtp({ type: "recovery", token_hash: tokenHash })),

    openCode: (email: string, code: string) =>
      done(auth.verifyOtp({ type: "recovery", email, token: code.replace(/\s/g, "") })),

    /** Ends all other sessions. The present password may be left out in a session that a recovery mail opened. */
    changePassword: (password: string, current?: string) =>
      done(auth.updateUser({ password, ...(current !== undefined && { current_password: current }) })),
  };
}

export type SessionActs = ReturnType<typeof createActs>;

async function done(answer: Promise<{ error: AuthError | null }>): Promise<void> {
  const { error } = await answer;
  if (error) throw error;
}
