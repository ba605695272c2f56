/**
 * What follows when the API refuses a token: another one, for the session may be good although the key that signed the token was
 * withdrawn. Only if there is none to be had, or that one is refused too, has the session ended.
 */
import { isAuthRetryableFetchError } from "@supabase/supabase-js";
import type { AuthClient } from "./auth-client";

type Auth = Pick<AuthClient["auth"], "getSession" | "refreshSession" | "signOut">;

/** Returns what to call with each refused token; it says whether there is another to try. */
export function answerToRefusals(auth: Auth): (token: string) => Promise<boolean> {
  let renewing: Promise<boolean> | null = null;
  let renewed: string | null = null;

  async function renew(): Promise<boolean> {
    const { data, error } = await auth.refreshSession();
    renewed = data.session?.access_token ?? null;
    if (renewed !== null) return true;
    if (!isAuthRetryableFetchError(error)) await auth.signOut({ scope: "local" });
    return false;
  }

  return async (token) => {
    const current = (await auth.getSession()).data.session?.access_token;
    if (current === undefined) return false;
    // Sent before the token was replaced, by many requests at once.
    if (current !== token) return true;
    if (token === renewed) {
      await auth.signOut({ scope: "local" });
      return false;
    }
    renewing ??= renew().finally(() => {
      renewing = null;
    });
    return renewing;
  };
}
