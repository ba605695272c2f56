# shellcheck shell=bash
# Whether Nginx runs, and how it is started or told to read its files anew: by systemd, where that runs.

nginx_runs() { [ -s /run/nginx.pid ] && kill -0 "$(cat /run/nginx.pid)" 2>/dev/null; }

reload_nginx() {
    nginx -t -q
    if has_systemd; then systemctl reload nginx; else nginx -s reload; fi
}

start_or_reload_nginx() {
    if nginx_runs; then
        reload_nginx
    elif has_systemd; then
        systemctl enable --now --quiet nginx
    else
        nginx
    fi
}
