# shellcheck shell=bash
# What install.sh is told. Whatever cannot be right is refused here, before anything is looked at or changed.

usage() {
    cat <<'TEXT'
Puts Harkara on this server: Debian 12, Ubuntu 22.04, or newer. Safe to run again: what is there is left alone.

  sudo deploy/install.sh --domain wa.example.in --email you@example.in [options]

  --domain NAME        the name people and Meta open; its address must lead to this server
  --email ADDRESS      the admin's sign-in, and where Let's Encrypt writes to
  --wheel FILE         the wheel to install (make build); without it, this checkout is built
  --database-url URL   a PostgreSQL 15 or newer of yours, or Supabase's (DATABASE_URL in the environment does it too and
                       stands in no list of processes); without it, this system's PostgreSQL
  --embedded           the PostgreSQL that Harkara brings, instead of this system's
  --python FILE        a Python 3.11 or newer; without it, this system's, or one that is put beside it
  --systemd            run the processes by systemd's own units instead of PM2
  --no-certbot         no certificate from Let's Encrypt: a self-signed one, until you put another into its place
  --dry-run            say what would be done and change nothing
TEXT
}

domain='' email='' wheel='' database_url=${DATABASE_URL:-} database=system
system_python=/usr/bin/python3 python=/usr/bin/python3
supervisor=pm2 certbot=yes dry_run=''

value_of() { [ -n "${2:-}" ] || refuse "$1 needs a value." "deploy/install.sh --help lists them."; }

read_options() {
    while [ $# -gt 0 ]; do
        case $1 in
            --domain) value_of "$@"; domain=${2,,}; shift ;;
            --email) value_of "$@"; email=$2; shift ;;
            --wheel) value_of "$@"; wheel=$2; shift ;;
            --database-url) value_of "$@"; database_url=$2; shift ;;
            --python) value_of "$@"; python=$2; shift ;;
            --embedded) database=embedded ;;
            --systemd) supervisor=systemd ;;
            --no-certbot) certbot='' ;;
            --dry-run) dry_run=yes ;;
            --help | -h) usage; exit 0 ;;
            *) refuse "$1 is no option." "deploy/install.sh --help lists them." ;;
        esac
        shift
    done
    if [ -n "$database_url" ]; then
        [ "$database" = system ] || refuse "--embedded and a database of yours were both asked for." "Leave one of them out."
        database=given
    fi
}

require_good_options() {
    [ -n "$domain" ] || refuse "--domain is missing." "Give the name people open: --domain wa.example.in"
    [[ $domain =~ ^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$ && ${#domain} -le 253 ]] ||
        refuse "--domain $domain is no name of the internet." "Give it without https:// and without a path, like wa.example.in; an address of numbers gets no certificate."
    [ -n "$email" ] || refuse "--email is missing." "Give the admin's address: --email you@example.in"
    [[ $email =~ ^[^[:space:]\'@]+@[^[:space:]\'@]+\.[^[:space:]\'@]+$ ]] ||
        refuse "--email $email is no address." "Give one like you@example.in"
    if [ -n "$wheel" ]; then require_wheel; fi
    if [ -n "$database_url" ]; then require_database_url; fi
}

require_wheel() {
    [ -f "$wheel" ] || refuse "--wheel $wheel: there is no such file." "make build writes one into dist/"
    [[ $(basename "$wheel") =~ ^harkara-[A-Za-z0-9.+_]+-py3-none-any\.whl$ ]] ||
        refuse "--wheel $wheel is no wheel of Harkara." "Its name begins with harkara- and ends with -py3-none-any.whl: pip reads the version there."
    wheel=$(realpath "$wheel")
}

# The value is not repeated: there is a password in it.
require_database_url() {
    [[ $database_url =~ ^postgres(ql)?://[^[:space:]\']+$ ]] ||
        refuse "The database's address is not one." "It begins with postgresql:// and has neither blanks nor quotes; percent-encode what is special in the password."
    [[ ! $database_url =~ :6543(/|$) ]] ||
        refuse "The database's address leads to Supabase's transaction pooler (6543)." "Take the direct connection or the session pooler, both port 5432: docs/operations/supabase.md"
}
