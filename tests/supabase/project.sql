-- What a project's database has before anybody uses it, as far as it concerns us (supabase/postgres, supabase/auth).
CREATE SCHEMA auth;
CREATE TABLE auth.users (id uuid PRIMARY KEY, email text UNIQUE, raw_app_meta_data jsonb);
CREATE TABLE auth.sessions (
    id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE, not_after timestamptz
);
CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb
$$;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT (auth.jwt() ->> 'sub')::uuid $$;
GRANT USAGE ON SCHEMA auth TO anon, authenticated, service_role, harkara;
-- The project's owner may read and write the sign-in tables, the callers of the HTTP interfaces may not.
GRANT ALL ON ALL TABLES IN SCHEMA auth TO harkara;
-- Projects made before 30 May 2026 give everything new in `public` away.
GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE harkara IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
SET ROLE harkara;
CREATE PUBLICATION supabase_realtime;
RESET ROLE;
