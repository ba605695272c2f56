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
    # Under its name when it is whole. The address may hold a password, so it does not stand in the list of processes.
    file=$data/backups/harkara-$(date -u +%F-%H%M%S).dump
    PGDATABASE=$url python3 -c 'import os; os.execvp("pg_dump", ["pg_dump", "--format=custom", "--file", os.sys.argv[1]])' "$file.part"
    mv "$file.part" "$file"
    echo "✓ $file"
else
    echo "The database has no pg_dump here: back it up where it is (Supabase does so daily on paid plans)." >&2
    echo "  → Or install postgresql-client in its version, and it is done from here." >&2
    exit 1
fi
find "$data/backups" -maxdepth 1 \( -name 'harkara-*.zip' -o -name 'harkara-*.dump' -o -name '*.part' \) -mtime "+$days" -delete
