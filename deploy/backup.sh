#!/usr/bin/env bash
# Backs the database up into DATA_DIR/backups and throws away what is older than a fortnight. Run every night by
# harkara-backup.timer, as the platform's user. The encryption key is not in it: docs/operations/backup.md.
set -euo pipefail
home=${HARKARA_HOME:-/opt/harkara}
data=${HARKARA_DATA:-/var/lib/harkara}
days=${HARKARA_BACKUP_DAYS:-14}
cd "$home"
umask 077
mkdir -p "$data/backups"

url=$(sed -n 's/^DATABASE_URL=//p' .env | tail -n 1 | sed "s/^'\(.*\)'$/\1/")
if [ -z "$url" ]; then
    current/bin/harkara backup --to "$data/backups"
elif command -v pg_dump >/dev/null; then
    # Under its name when it is whole.
    file=$data/backups/harkara-$(date -u +%F-%H%M%S).dump
    trap 'rm -f "$file.part"' EXIT
    HARKARA_DATABASE=$url current/bin/python - "$file.part" <<'PYTHON'
# Starts pg_dump with the address less its password: that one must not stand in the list of processes.
import os, sys
from psycopg.conninfo import conninfo_to_dict, make_conninfo

parts = conninfo_to_dict(os.environ.pop("HARKARA_DATABASE"))
os.environ["PGPASSWORD"] = str(parts.pop("password", ""))
os.execvp("pg_dump", ["pg_dump", "--format=custom", f"--file={sys.argv[1]}", f"--dbname={make_conninfo(**parts)}"])
PYTHON
    mv "$file.part" "$file"
    echo "✓ $file"
else
    echo "The database has no pg_dump here: back it up where it is (Supabase does so daily on paid plans)." >&2
    echo "  → Or install postgresql-client in its version, and it is done from here." >&2
    exit 1
fi
find "$data/backups" -maxdepth 1 \( -name 'harkara-*.zip' -o -name 'harkara-*.dump' -o -name '*.part' \) -mtime "+$days" -delete
