# shellcheck shell=bash
# This system's PostgreSQL, with a role and a database of the platform's user. It comes in by who it is: there is no password.
#
# Why not the embedded one: API and workers are processes of their own that come and go, and a server that belongs to none
# of them stays up; security updates come with the system's; pg_dump and everything else for PostgreSQL work as anywhere.

as_postgres() { (cd / && runuser -u postgres -- "$@"); }

have_database() {
    [ "$database" != system ] ||
        as_postgres psql -qtAc "SELECT 1 FROM pg_database WHERE datname = '$HARKARA_USER'" 2>/dev/null | grep 1 >/dev/null
}
make_database() {
    if has_systemd; then systemctl enable --now --quiet postgresql; else service postgresql start >/dev/null; fi
    as_postgres psql -qtAc "SELECT 1 FROM pg_roles WHERE rolname = '$HARKARA_USER'" | grep 1 >/dev/null ||
        as_postgres createuser "$HARKARA_USER"
    # Whatever the system's language: UTF-8, and one order of words everywhere.
    as_postgres createdb --owner "$HARKARA_USER" --template template0 --encoding UTF8 --locale C.UTF-8 "$HARKARA_USER"
}

bring_tables() { as_harkara "$current/bin/harkara" migrate; }

# With Supabase, users are made there.
have_admin() { [ -n "$(setting SUPABASE_URL)" ]; }
make_admin() { as_harkara "$current/bin/harkara" admin first; }
