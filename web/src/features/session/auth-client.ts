/** The Supabase client, used for signing in only: data comes through Harkara's own API. */
import { createClient } from "@supabase/supabase-js";
import type { Session } from "@/api/models";

export function createAuthClient(session: Session) {
  return createClient(session.supabase_url, session.supabase_key, {
    auth: {
      // Spelt out, so that moving Harkara to another host name signs nobody out.
      storageKey: "harkara-auth",
      persistSession: true,
      autoRefreshToken: true,
    },
  });
}

export type AuthClient = ReturnType<typeof createAuthClient>;
