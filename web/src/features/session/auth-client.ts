/** The Supabase client, used for signing in and for Realtime only: data comes through Harkara's own API. */
import { createClient } from "@supabase/supabase-js";
import type { Session } from "@/api/models";

export function createAuthClient(session: Session) {
  return createClient(session.supabase_url, session.supabase_key, {
    auth: {
      // Spelt out, so that moving Harkara to another host name signs nobody out.
      storageKey: "harkara-auth",
      persistSession: true,
      autoRefreshToken: true,
      // Only what a recovery mail brings: no other link may sign anybody in.
      detectSessionInUrl: (_url, params) => params.type === "recovery" && params.access_token !== undefined,
    },
  });
}

export type AuthClient = ReturnType<typeof createAuthClient>;
