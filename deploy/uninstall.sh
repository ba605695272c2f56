#!/usr/bin/env bash
# Takes Harkara off this server. Settings, data and backups stay, unless --purge is given. Packages stay: others may use them.
set -euo pipefail

deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=deploy/layout.sh
source "$deploy/layout.sh"
# shellcheck source=deploy/install/say.sh
source "$deploy/install/say.sh"
# shellcheck source=deploy/install/nginx.sh
source "$deploy/install/nginx.sh"

purge='' dry_run=''
for word in "$@"; do
    case $word in
        --purge) purge=yes ;;
        --dry-run) dry_run=yes ;;
        --help | -h) say "sudo deploy/uninstall.sh [--purge: the data, the settings and the database too] [--dry-run]"; exit 0 ;;
        *) refuse "$word is no option." "deploy/uninstall.sh --help lists them." ;;
    esac
done
trap leave EXIT
[ -n "$dry_run" ] || [ "$(id -u)" = 0 ] || refuse "This needs root." "sudo deploy/uninstall.sh"

have_user() { getent passwd "$HARKARA_USER" >/dev/null; }
gone() { ! [ -e "$1" ] && ! [ -L "$1" ]; }

no_processes() { ! have_user || [ -z "$(find /proc -maxdepth 1 -name '[0-9]*' -user "$HARKARA_USER")" ]; }
stop_processes() {
    if has_systemd; then
        systemctl disable --now --quiet 'harkara-backup.timer' 'pm2-harkara' 2>/dev/null || true
        systemctl list-units --all --plain --no-legend 'harkara-*' | awk '{print $1}' | xargs -r systemctl disable --now --quiet
        rm -rf "$units"/harkara-*.service "$units"/harkara-*.timer "$units/pm2-$HARKARA_USER.service" "$units/pm2-$HARKARA_USER.service.d" \
            /var/lib/systemd/timers/stamp-harkara-backup.timer
        systemctl daemon-reload
    fi
    if [ -x "$HARKARA_HOME/bin/harkara-pm2" ]; then "$HARKARA_HOME/bin/harkara-pm2" kill >/dev/null; fi
}

no_site() { gone "$enabled" && gone "$site" && gone "$etc" && gone "$hook" && gone "$acme"; }
remove_site() {
    rm -rf "$enabled" "$site" "$etc" "$hook" "$acme"
    if nginx_runs; then reload_nginx; fi
}

no_code() { gone "$HARKARA_HOME/releases" && gone "$current" && gone "$HARKARA_HOME/pm2"; }
remove_code() {
    find /usr/local/bin -maxdepth 1 -lname "$HARKARA_HOME/*" -delete # harkara and its like, node and npm
    rm -rf "$HARKARA_HOME/releases" "$current" "$HARKARA_HOME/pm2" "$HARKARA_HOME/node" "$HARKARA_HOME/python" "${HARKARA_HOME:?}/bin" "$PM2_HOME" "$HARKARA_HOME/ecosystem.config.cjs"
}

nginx_logs() { find /var/log/nginx -maxdepth 1 -name 'harkara.*' 2>/dev/null || true; }
no_data() { gone "$HARKARA_HOME" && gone "$HARKARA_DATA" && gone "$HARKARA_LOGS" && [ -z "$(nginx_logs)" ] && ! have_user; }
remove_data() {
    if getent passwd postgres >/dev/null; then
        (cd / && runuser -u postgres -- dropdb --if-exists --force "$HARKARA_USER" && runuser -u postgres -- dropuser --if-exists "$HARKARA_USER")
    fi
    nginx_logs | xargs -r rm
    rm -rf "$HARKARA_HOME" "$HARKARA_DATA" "$HARKARA_LOGS"
    userdel "$HARKARA_USER"
}

already='already done'
step "Processes stopped" no_processes stop_processes
step "Nginx's site and certbot's hook removed" no_site remove_site
step "Code removed" no_code remove_code
if [ -n "$purge" ]; then
    step "Settings, data, backups, logs, user and database removed" no_data remove_data
else
    say "  Kept: $HARKARA_HOME/.env, $HARKARA_DATA, $HARKARA_LOGS, the user and the database. --purge removes them."
fi
say "  The certificate stays too: certbot delete --cert-name NAME"
