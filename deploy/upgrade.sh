#!/usr/bin/env bash
# Takes an installation to another version without refusing a webhook and without losing or doubling a message:
# the new release beside the old one, backup, tables, switch, then one process after the other (docs/operations/upgrade.md).
# Whatever fails before the switch leaves the platform as it was; an API that does not come up after it is taken back.
set -euo pipefail

usage() { cat <<'TEXT'
upgrade.sh --wheel FILE [--requirements FILE] [--without-backup]    from a checkout of the new version
upgrade.sh --rollback                                               back to the former release

  --wheel FILE         what `make build` made
  --requirements FILE  its lock; else requirements/run.txt of the checkout this script is in
  --without-backup     there is no pg_dump for your PostgreSQL, and you have a backup
HARKARA_HOME (/opt/harkara), HARKARA_DATA (/var/lib/harkara), HARKARA_LOGS (/var/log/harkara): where the installation is.
TEXT
}
refuse() { echo "No upgrade: $1" >&2; echo "  → $2" >&2; exit 1; }
step() { echo "$(date +%H:%M:%S) $1"; }

home="${HARKARA_HOME:-/opt/harkara}"
data="${HARKARA_DATA:-/var/lib/harkara}"
checkout="$(cd "$(dirname "$0")/.." && pwd)"
export HARKARA_HOME="$home" HARKARA_DATA="$data" HARKARA_LOGS="${HARKARA_LOGS:-/var/log/harkara}"
wheel="" lock="$checkout/requirements/run.txt" backup=yes rollback=""
while [ $# -gt 0 ]; do
  case "$1" in
    --wheel) wheel="${2:-}"; shift ;;
    --requirements) lock="${2:-}"; shift ;;
    --without-backup) backup="" ;;
    --rollback) rollback=yes ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; refuse "'$1' is unknown." "See above." ;;
  esac
  shift
done

[ -x "$home/current/bin/harkara" ] || refuse "there is no release in $home/current." "deploy/install.sh installs the first one."
[ -x "$home/bin/harkara-reload" ] || refuse "neither PM2 nor systemd runs this installation." "deploy/install.sh sets it up."
user="${HARKARA_USER:-$(stat -c %U "$home")}"
[ "$user" = "$(id -un)" ] || [ "$(id -u)" = 0 ] || refuse "$home belongs to $user, you are $(id -un)." "sudo $0 ..."
[ -x "$home/bin/harkara-pm2" ] || [ "$(id -u)" = 0 ] || refuse "systemd runs this installation, and you are $(id -un)." "sudo $0 ..."
as_user=()
[ "$user" = "$(id -un)" ] || as_user=(runuser -u "$user" --)

exec 9>"$home/.upgrade.lock"
flock -n 9 || refuse "another one is under way." "Wait for its end."

current="$(readlink -f "$home/current")"
setting() { sed -nE "s/^ *$1 *= *[\"']?([^\"' #]+).*/\1/p" "$home/.env" | tail -1; }
newest_tables() { "$1/bin/python" -c 'from harkara.entrypoints.revision import newest_revision; print(newest_revision())'; }
point() { # LINK RELEASE: in one step, so that a process that starts now finds the one or the other
  "${as_user[@]}" ln -sfn "releases/$(basename "$2")" "$home/.$1.new"
  "${as_user[@]}" mv -T "$home/.$1.new" "$home/$1"
}

# The address holds a password: it goes through the environment, not through arguments that everybody sees.
pg_dump_into() { # FILE
  (cd "$home" && "${as_user[@]}" "$current/bin/python" - "$1" <<'PY')
import os, sys
from psycopg.conninfo import conninfo_to_dict
from harkara.kit.database_url import libpq_url
from harkara.entrypoints.supervisor.preflight import load_settings

VARIABLES = {"dbname": "PGDATABASE", **{name: f"PG{name.upper()}" for name in ("host", "port", "user", "password", "sslmode", "sslrootcert")}}
parts = conninfo_to_dict(libpq_url(load_settings().database_url))
os.umask(0o077)
environment = os.environ | {VARIABLES[name]: str(value) for name, value in parts.items() if name in VARIABLES}
os.execvpe("pg_dump", ["pg_dump", "--format=custom", "--schema=harkara", "--file", sys.argv[1]], environment)
PY
}

switch() { # RELEASE
  point current "$1"
  step "Processes, one after the other: $("$1/bin/harkara" --version)"
  if "$home/bin/harkara-reload" 9>&-; then
    point former "$current"
    return 0
  fi
  echo "The new version does not take webhooks. Going back to $(basename "$current")." >&2
  point current "$current"
  HARKARA_READY_SECONDS=60 "$home/bin/harkara-reload" 9>&- # the tables may be newer than it by now; it works with them
  refuse "the new version failed, $(basename "$current") runs again." "What it said is in $HARKARA_LOGS (systemd: journalctl -u 'harkara-*'); its release stays in $1."
}

if [ -n "$rollback" ]; then
  former="$(readlink -f "$home/former" || true)"
  [ -x "$former/bin/harkara" ] || refuse "there is no former release." "An upgrade leaves one."
  was="$(newest_tables "$former")" is="$(newest_tables "$current")"
  [ "$was" = "$is" ] || refuse "the tables are of revision $is, $(basename "$former") was made for $was." \
    "Restore the backup that was made before the upgrade, with that release (docs/operations/upgrade.md)."
  switch "$former"
  step "Done: $(basename "$former") runs, $(basename "$current") is the former one."
  exit 0
fi

[ -f "$wheel" ] || { usage >&2; refuse "there is no wheel '$wheel'." "make build makes one, in dist/."; }
[ -f "$lock" ] || refuse "there is no lock file '$lock'." "Run it from a checkout of the new version, or name it: --requirements FILE"
version="$(basename "$wheel" | cut -d- -f2)"
release="$home/releases/$version"
if [ "$release" = "$current" ]; then echo "$version runs already."; exit 0; fi

step "Release $version"
if [ ! -e "$release/.complete" ]; then
  rm -rf "$release"
  python="$("$current/bin/python" -c 'import sys; print(sys._base_executable)')"
  "${as_user[@]}" "${HARKARA_PYTHON:-$python}" -m venv "$release"
  # As the user it may not read the checkout, or the folder the wheel is in.
  "${as_user[@]}" "$release/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r /dev/stdin < "$lock"
  install -o "$user" -m 644 "$wheel" "$release/$(basename "$wheel")"
  "${as_user[@]}" "$release/bin/pip" install --quiet --disable-pip-version-check --no-deps "$release/$(basename "$wheel")"
  rm "$release/$(basename "$wheel")"
  "${as_user[@]}" "$release/bin/python" -m compileall -q "$release/lib" >/dev/null || true  # some packages ship what is no Python 3
  "${as_user[@]}" touch "$release/.complete"
fi
"$release/bin/harkara" --version >/dev/null || refuse "$version does not start." "The release is in $release."

if [ -n "$backup" ]; then
  step "Backup"
  if [ -n "$(setting SUPABASE_URL)" ]; then
    echo "  Supabase makes its own (dashboard, Database, Backups): look that there is one of today."
  elif [ -z "$(setting DATABASE_URL)" ]; then
    "$home/bin/harkara" backup || refuse "the backup failed." "See above; nothing was changed."
  else
    command -v pg_dump >/dev/null || refuse "there is no pg_dump for your PostgreSQL." "Install postgresql-client, or back up yourself and add --without-backup."
    file="$data/backups/before-$version-$(date +%Y%m%d-%H%M%S).dump"
    "${as_user[@]}" install -d -m 700 "$data/backups"
    pg_dump_into "$file" || refuse "the backup failed." "See above; nothing was changed."
    echo "  $file"
  fi
fi

step "Tables"
HARKARA_RELEASE="$release" "$home/bin/harkara" migrate ||
  refuse "the tables could not be brought up to date." "See above; $(basename "$current") goes on. Once mended, run it again."

switch "$release"
# The former one stays, for --rollback; those before it go, but for one whose PostgreSQL still runs: the embedded server goes
# on through a reload with the files it was started from, and would find none of its time zones and extensions any more.
programs="$(readlink /proc/[0-9]*/exe 2>/dev/null || true)"  # of processes that have ended meanwhile it can say nothing
for old in "$(readlink -f "$home")"/releases/*; do
  case "$old" in "$(readlink -f "$release")" | "$current") continue ;; esac
  if [[ "$programs" == *"$old/"* ]]; then
    step "Release $(basename "$old") stays: the embedded PostgreSQL runs from it until all processes have been stopped once."
  else
    rm -rf "$old"
    step "Removed release $(basename "$old")"
  fi
done
step "Done: $version runs, $(basename "$current") is the former one (upgrade.sh --rollback)."
