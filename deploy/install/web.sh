# shellcheck shell=bash
# Nginx with a certificate: self-signed first, so that it can start; then Let's Encrypt's, at the same place.

have_certificate() { [ -e "$etc/tls/fullchain.pem" ] && [ -e "$etc/tls/privkey.pem" ]; }
make_certificate() {
    install -d -m 0755 "$etc" "$acme"
    install -d -m 0700 "$etc/tls" "$etc/tls/unknown"
    "$deploy/nginx/self-signed.sh" unknown.invalid "$etc/tls/unknown" # for whoever asks an older Nginx for another name
    "$deploy/nginx/self-signed.sh" "$domain" "$etc/tls"
}

# Instance k listens on PORT + 10 × k; on trial there is one.
api_ports() {
    local first count
    first=$(setting PORT) first=${first:-8080}
    count=$(setting HARKARA_APIS) count=${count:-2}
    if is_on_trial; then count=1; fi
    seq -s ' ' "$first" 10 $((first + 10 * (count - 1)))
}

render_site() {
    as_harkara env HARKARA_DOMAIN="$domain" HARKARA_PYTHON="$current/bin/python" HARKARA_PORTS="$(api_ports)" \
        HARKARA_NGINX_ETC="$etc" HARKARA_ACME="$acme" "$1/render.sh" "$2"
}

# Rendered anew each time: the settings may have changed. Put into place only if it differs.
have_site() {
    [ -x "$current/bin/python" ] && [ "$(id -u)" = 0 ] || return 1
    scratch=$(mktemp -d)
    cp "$deploy/nginx/render.sh" "$deploy/nginx/site.conf" "$scratch/" # the user of the platform may not read the checkout
    chown -R "$HARKARA_USER" "$scratch"
    render_site "$scratch" "$scratch/out" || return 1
    cmp -s "$scratch/out/site.conf" "$site" && cmp -s "$scratch/out/headers.conf" "$etc/headers.conf" && [ -e "$enabled" ] && nginx_runs
}
put_site() {
    local former=$scratch/former
    mkdir "$former"
    cp "$site" "$etc/headers.conf" "$former/" 2>/dev/null || true
    install -m 0644 "$scratch/out/site.conf" "$site"
    install -m 0644 "$scratch/out/headers.conf" "$etc/headers.conf"
    ln -sfn "$site" "$enabled"
    # Debian's page of welcome would answer to every unknown name; another site's own is yours, and Nginx says so below.
    if [ "$(readlink /etc/nginx/sites-enabled/default)" = /etc/nginx/sites-available/default ]; then rm /etc/nginx/sites-enabled/default; fi
    if ! nginx -t -q; then
        if [ -e "$former/harkara.conf" ]; then
            cp "$former/harkara.conf" "$site"
            cp "$former/headers.conf" "$etc/headers.conf"
        else
            rm -f "$enabled"
        fi
        return 1
    fi
    start_or_reload_nginx
}

is_lets_encrypts() { [ -e "$hook" ] && [ "$(readlink "$etc/tls/fullchain.pem")" = "/etc/letsencrypt/live/$domain/fullchain.pem" ]; }
get_certificate() {
    install -D -m 0755 "$deploy/nginx/reload.sh" "$hook"
    if ! certbot certonly --quiet --non-interactive --agree-tos --keep-until-expiring --email "$email" --webroot -w "$acme" -d "$domain"; then
        hint "Let's Encrypt gave no certificate for $domain; until then browsers warn, and Meta does not call." \
            "Port 80 must be open and the name lead here; certbot's words are above and in /var/log/letsencrypt. Then run install.sh again."
        return
    fi
    ln -sfn "/etc/letsencrypt/live/$domain/fullchain.pem" "$etc/tls/fullchain.pem"
    ln -sfn "/etc/letsencrypt/live/$domain/privkey.pem" "$etc/tls/privkey.pem"
    start_or_reload_nginx
}
