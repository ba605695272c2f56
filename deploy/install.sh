#!/usr/bin/env bash
# Puts Harkara on a server, from a wheel or from this checkout: `deploy/install.sh --help`. Safe to run again.
# Each part is a file in install/; here is the order. docs/production.md goes through it step by step.
set -euo pipefail

deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$deploy")
# shellcheck source=deploy/layout.sh
source "$deploy/layout.sh"
# shellcheck source=deploy/install/say.sh
source "$deploy/install/say.sh"
# shellcheck source=deploy/install/options.sh
source "$deploy/install/options.sh"
# shellcheck source=deploy/install/checks.sh
source "$deploy/install/checks.sh"
# shellcheck source=deploy/install/system.sh
source "$deploy/install/system.sh"
# shellcheck source=deploy/install/python.sh
source "$deploy/install/python.sh"
# shellcheck source=deploy/install/release.sh
source "$deploy/install/release.sh"
# shellcheck source=deploy/install/settings.sh
source "$deploy/install/settings.sh"
# shellcheck source=deploy/install/database.sh
source "$deploy/install/database.sh"
# shellcheck source=deploy/install/nginx.sh
source "$deploy/install/nginx.sh"
# shellcheck source=deploy/install/web.sh
source "$deploy/install/web.sh"
# shellcheck source=deploy/install/processes.sh
source "$deploy/install/processes.sh"

trap leave EXIT

read_options "$@"
require_good_options
require_machine
say "Harkara for https://$domain in $HARKARA_HOME"
hint_at_name

step "Packages" have_packages install_packages
step "User $HARKARA_USER" have_user make_user
step "Folders" have_folders make_folders
step "Python" have_python bring_python
step "Release" have_release make_release
step "Settings and secrets in $env_file" have_settings write_settings
step "Database" have_database make_database
step "Tables" never bring_tables
step "Admin" have_admin make_admin
step "Certificate for the start" have_certificate make_certificate
if [ "$supervisor" = pm2 ]; then step "Node.js for PM2" have_node make_node; fi
step "Processes, by $supervisor" never start_processes
step "Nginx" have_site put_site
if [ -n "$certbot" ]; then step "Let's Encrypt" is_lets_encrypts get_certificate; fi
step "Backup every night" have_nightly_backup make_nightly_backup
[ -z "$dry_run" ] || exit 0
until_ready || refuse "Harkara does not answer through Nginx after 60 s." "Its logs are in $HARKARA_LOGS, Nginx's in /var/log/nginx; then run install.sh again."
say "✓ Everything answers through Nginx"

if command -v ufw >/dev/null && ufw status | grep '^Status: active' >/dev/null; then
    hint "A firewall is on." "Let the web in: ufw allow 80,443/tcp"
fi
cat <<TEXT

Harkara $("$current/bin/harkara" --version | cut -d ' ' -f 2) is at https://$domain
  sign in as   $(setting ADMIN_EMAIL)
  password     ADMIN_PASSWORD in $env_file, until you change it in the dashboard
  keep         a copy of $env_file apart from this machine: without its ENCRYPTION_KEY no backup can be read whole
TEXT
if is_on_trial; then
    cat <<TEXT
Next: a sandbox plays Meta. For real numbers put META_APP_ID, META_APP_SECRET and META_ACCESS_TOKEN into $env_file,
run install.sh once more, and give Meta the webhook https://$domain/webhooks/whatsapp with META_WEBHOOK_VERIFY_TOKEN.
TEXT
fi
echo "Then see that all is well: sudo harkara doctor"
