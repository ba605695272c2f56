/** Follows the Supabase client: unknown at first, then the signed-in user's email or null. */
import { useEffect, useState } from "react";
import { setTokenSource } from "@/api/access-token";
import type { AuthClient } from "./auth-client";

type AuthState = { known: false } | { known: true; email: string | null };

export function useAuthState(client: AuthClient | null, onSignedOut: () => void): AuthState {
  const [state, setState] = useState<AuthState>({ known: false });
  useEffect(() => {
    if (!client) return;
    setTokenSource({
      accessToken: async () => (await client.auth.getSession()).data.session?.access_token ?? null,
      refused: () => void client.auth.signOut({ scope: "local" }),
    });
    const { data } = client.auth.onAuthStateChange((event, session) => {
      setState({ known: true, email: session?.user.email ?? null });
      if (event === "SIGNED_OUT") onSignedOut();
    });
    return () => {
      data.subscription.unsubscribe();
      setTokenSource(null);
    };
  }, [client, onSignedOut]);
  return state;
}
