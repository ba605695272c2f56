/** Asks the server how to sign in, then keeps the session; shows the splash until both are known. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useMemo, type ReactNode } from "react";
import { sessionInfoQuery } from "@/shared/api/session-info";
import { createAuthClient } from "./auth-client";
import { createActs } from "./session-acts";
import { SessionContext } from "./session-context";
import { SplashScreen } from "./splash-screen";
import { useAuthState } from "./use-auth-state";

export function SessionProvider({ children }: { children: ReactNode }) {
  const { data: info, error, refetch } = useQuery(sessionInfoQuery);
  const client = useMemo(() => (info ? createAuthClient(info) : null), [info]);
  const queryClient = useQueryClient();
  // Another person may sign in next: nothing fetched for this one may stay.
  const forget = useCallback(() => {
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionInfoQuery.queryKey[0] });
  }, [queryClient]);
  const { state, signOut } = useAuthState(client, forget);

  const value = useMemo(() => {
    if (!info || !client || !state.known) return null;
    return { info, client, ...state, ...createActs(client), signOut };
  }, [info, client, state, signOut]);
  // The whole dashboard appears with this: deferred, React draws it in pieces between which the browser can answer. Only that it
  // appears: what changes in the session later counts at once.
  const isKnown = useDeferredValue(value !== null);

  if (!value || !isKnown) return <SplashScreen error={error} onRetry={() => void refetch()} />;
  return <SessionContext value={value}>{children}</SessionContext>;
}
