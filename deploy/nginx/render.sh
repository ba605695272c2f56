#!/usr/bin/env bash
# Writes Nginx's configuration for this installation into a folder: site.conf and headers.conf. Changes nothing else.
# install.sh runs it, and so do the tests: what is tested is what is installed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=${1:?"Where to? Usage: render.sh FOLDER, with the values below in the environment"}

: "${HARKARA_DOMAIN:?the name people open}"
: "${HARKARA_PYTHON:?the Python that Harkara is installed in; run in the folder of its .env}"
ports=${HARKARA_PORTS:-8080 8090}               # of the API processes
etc=${HARKARA_NGINX_ETC:-/etc/nginx/harkara}    # where headers.conf and tls/ will be
acme=${HARKARA_ACME:-/var/www/harkara-acme}
logs=${HARKARA_NGINX_LOGS:-/var/log/nginx}
http=${HARKARA_HTTP_PORT:-80}
https=${HARKARA_HTTPS_PORT:-443}
nginx=${HARKARA_NGINX:-/usr/sbin/nginx}

address=$HARKARA_DOMAIN
[ "$https" = 443 ] || address=$HARKARA_DOMAIN:$https

servers=
for port in $ports; do servers+="    server 127.0.0.1:$port max_fails=0;\n"; done

# "listen … http2" is deprecated since 1.25.1, which a test of the configuration warns of; "http2 on" is unknown before.
version=$("$nginx" -v 2>&1 | sed 's|.*nginx/||; s| .*||')
newest=$(printf '%s\n' 1.25.1 "$version" | sort -V | tail -n 1)
http2_listen=' http2' http2_on=
if [ "$newest" = "$version" ]; then http2_listen='' http2_on='    http2 on;'; fi

# Before 1.19.4 a handshake cannot be refused (Ubuntu 22.04 has 1.18): there a certificate that names nothing is shown.
unknown='ssl_reject_handshake on;'
oldest=$(printf '%s\n' 1.19.4 "$version" | sort -V | head -n 1)
[ "$oldest" = 1.19.4 ] || unknown="ssl_certificate $etc/tls/unknown/fullchain.pem;\n    ssl_certificate_key $etc/tls/unknown/privkey.pem;"

# A machine without IPv6 would refuse to listen there.
ipv6_default='' ipv6_http='' ipv6_https=''
if [ -s /proc/net/if_inet6 ]; then
    ipv6_default="    listen [::]:$http default_server;\n    listen [::]:$https ssl$http2_listen default_server;"
    ipv6_http="    listen [::]:$http;"
    ipv6_https="    listen [::]:$https ssl$http2_listen;"
fi

# Debian has the module that serves the .br files in a package of its own.
brotli=
if [ -e "${HARKARA_BROTLI:-/usr/share/nginx/modules-available/mod-http-brotli-static.conf}" ]; then
    brotli='        brotli_static on;'
fi

# The wheel's or the clone's; through the link `current`, so that an upgrade is served at once.
dashboard=$("$HARKARA_PYTHON" -c 'from harkara.entrypoints.dashboard import DIST; print(DIST)')

mkdir -p "$out"
"$HARKARA_PYTHON" -m harkara.entrypoints.nginx_headers > "$out/headers.conf"
sed -e "s|@SERVERS@|${servers%\\n}|" -e "s|@HTTP@|$http|" -e "s|@HTTPS@|$https|" \
    -e "s|@HTTP2_LISTEN@|$http2_listen|" -e "s|@HTTP2_ON@|$http2_on|" \
    -e "s|@IPV6_DEFAULT@|$ipv6_default|" -e "s|@IPV6_HTTP@|$ipv6_http|" -e "s|@IPV6_HTTPS@|$ipv6_https|" \
    -e "s|@UNKNOWN@|$unknown|" -e "s|@DOMAIN@|$HARKARA_DOMAIN|" -e "s|@ADDRESS@|$address|" -e "s|@ETC@|$etc|" -e "s|@ACME@|$acme|" \
    -e "s|@LOGS@|$logs|" -e "s|@BROTLI@|$brotli|" -e "s|@DASHBOARD@|$dashboard|" \
    "$here/site.conf" > "$out/site.conf"
