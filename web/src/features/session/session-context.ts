/** Who is signed in, and the two acts around it. */
import { createContext, useContext } from "react";
import type { Session } from "@/api/models";

interface SessionState {
  info: Session;
  /** null while nobody is signed in. */
  email: string | null;
  /** Throws Supabase's AuthError when refused. */
  signIn: (email: string, password: string) => Promise<void>;
  signOut: () => Promise<void>;
}

export const SessionContext = createContext<SessionState | null>(null);

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (!state) throw new Error("useSession needs a SessionProvider above it");
  return state;
}
