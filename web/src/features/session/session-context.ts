/** Who is signed in, and what can be done about it. */
import { createContext, useContext } from "react";
import type { Session } from "@/api/models";
import type { AuthClient } from "./auth-client";
import type { AuthState } from "./auth-state";
import type { SessionActs } from "./session-acts";

/** `email` is null while nobody is signed in. */
interface SessionState extends SessionActs, Omit<AuthState, "known"> {
  info: Session;
  /** For Realtime, which speaks with the same token. */
  client: AuthClient;
  signOut: () => Promise<void>;
}

export const SessionContext = createContext<SessionState | null>(null);

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (!state) throw new Error("useSession needs a SessionProvider above it");
  return state;
}
