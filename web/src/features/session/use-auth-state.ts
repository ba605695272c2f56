/** Follows the Supabase client, which also tells what happens in other tabs. */
import { useCallback, useEffect, useRef, useState } from "react";
import { setTokenSource } from "@/api/access-token";
import type { AuthClient } from "./auth-client";
import { answerToRefusals } from "./refused-token";
import { nextState, UNKNOWN, type AuthState } from "./auth-state";
import { readRecoveryLink } from "./recovery-link";

export function useAuthState(client: AuthClient | null, onSignedOut: () => void) {
  const [state, setState] = useState<AuthState>(UNKNOWN);
  // Read at once: the client takes what it understands out of the address.
  const [cameByLink] = useState(() => readRecoveryLink(window.location.hash)?.kind === "session");
  const leaving = useRef(false);
  useEffect(() => {
    if (!client) return;
    setTokenSource({
      accessToken: async () => (await client.auth.getSession()).data.session?.access_token ?? null,
      refused: answerToRefusals(client.auth),
    });
    const { data } = client.auth.onAuthStateChange((event, session) => {
      const surroundings = { cameByLink, leaving: leaving.current };
      setState((before) => nextState(before, event, session, surroundings));
      if (event === "SIGNED_OUT") {
        leaving.current = false;
        onSignedOut();
      }
    });
    return () => {
      data.subscription.unsubscribe();
      setTokenSource(null);
    };
  }, [client, onSignedOut, cameByLink]);
  const signOut = useCallback(async () => {
    leaving.current = true;
    await client?.auth.signOut({ scope: "local" });
  }, [client]);
  return { state, signOut };
}
