#!/usr/bin/env bash
# Makes the running Nginx read its files anew, if they are in order. install.sh gives this to certbot, which runs it after
# each renewal: /etc/letsencrypt/renewal-hooks/deploy/harkara.
set -euo pipefail
read -ra nginx <<< "${HARKARA_NGINX_COMMAND:-/usr/sbin/nginx}"

"${nginx[@]}" -t -q
"${nginx[@]}" -s reload
