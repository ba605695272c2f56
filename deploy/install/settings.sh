# shellcheck shell=bash
# .env: made once, with secrets of its own, readable for the user of the platform only. Never changed afterwards.

secret() { openssl rand -base64 33 | tr -d '/+=\n' | cut -c "1-$1"; }

have_settings() { [ -f "$env_file" ]; }
write_settings() {
    local draft=$env_file.draft
    [ "$database" != system ] || database_url="postgresql://$HARKARA_USER@/$HARKARA_USER?host=/var/run/postgresql"
    install -m 0600 -o "$HARKARA_USER" -g "$HARKARA_USER" /dev/null "$draft"
    cat > "$draft" <<TEXT
# Every setting is described in .env.example and on the docs' page of settings. After a change: run install.sh again.

# --- Meta. Without META_ACCESS_TOKEN the platform is on trial: a sandbox plays Meta -----------------------------------
META_APP_ID=
META_APP_SECRET=
META_ACCESS_TOKEN=
# The word to give Meta with the webhook's address.
META_WEBHOOK_VERIFY_TOKEN=$(secret 24)

# --- Supabase, if it does sign-in and live updates (docs/operations/supabase.md) --------------------------------------
SUPABASE_URL=
SUPABASE_ANON_KEY=

# --- Language model ---------------------------------------------------------------------------------------------------
OPENAI_API_KEY=

# --- This installation ------------------------------------------------------------------------------------------------
PUBLIC_URL=https://$domain
PORT=8080
TRUSTED_PROXIES=127.0.0.1,::1
DATABASE_URL='$database_url'
DATA_DIR=$HARKARA_DATA
# Without it nothing that is stored sealed can be read again: keep a copy apart from the backups.
ENCRYPTION_KEY=$(openssl rand -base64 32)
METRICS_TOKEN=$(secret 32)
ADMIN_EMAIL='$email'
# Read when the account is made; changed in the dashboard afterwards.
ADMIN_PASSWORD=$(secret 20)
TEXT
    mv "$draft" "$env_file"
}
