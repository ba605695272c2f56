# shellcheck shell=bash
# Packages, the user, and the folders.

packages() {
    echo ca-certificates curl openssl nginx
    case $python in "$system_python" | "$HARKARA_HOME"/*) echo python3 python3-venv ;; esac
    [ -z "$certbot" ] || echo certbot
    [ "$database" != system ] || echo postgresql
    [ -n "$wheel" ] || echo make git
    # The build packs the dashboard's files with brotli; without this module Nginx sends them with gzip.
    [ -z "$(offered libnginx-mod-http-brotli-static)" ] || echo libnginx-mod-http-brotli-static
}

have_packages() {
    local name
    for name in $(packages); do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || return 1
    done
}
install_packages() {
    # A file in /etc that somebody has written already stays: nobody is here to be asked.
    # shellcheck disable=SC2046 # names of packages, one word each
    DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold $(packages) >/dev/null
}

have_user() { getent passwd "$HARKARA_USER" >/dev/null; }
make_user() { useradd --system --home-dir "$HARKARA_HOME" --no-create-home --shell /usr/sbin/nologin "$HARKARA_USER"; }

# Others may pass through the home: Nginx serves the dashboard from it.
have_folders() { [ -d "$HARKARA_HOME/releases" ] && [ -d "$HARKARA_DATA/backups" ] && [ -d "$HARKARA_LOGS" ] && [ -d "$PM2_HOME" ]; }
make_folders() {
    install -d -m 0755 -o "$HARKARA_USER" -g "$HARKARA_USER" "$HARKARA_HOME" "$HARKARA_HOME/releases"
    install -d -m 0700 -o "$HARKARA_USER" -g "$HARKARA_USER" "$HARKARA_DATA" "$HARKARA_DATA/backups" "$PM2_HOME"
    install -d -m 0750 -o "$HARKARA_USER" -g "$HARKARA_USER" "$HARKARA_LOGS"
}
