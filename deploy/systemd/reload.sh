#!/usr/bin/env bash
# Makes what systemd runs be what .env says now, and starts it anew: one after the other, an API takes webhooks again before
# the next one goes. Run it as root after changing .env, or after another release was linked to `current`.
set -euo pipefail
# shellcheck source=deploy/layout.sh
source "$(dirname "${BASH_SOURCE[0]}")/../layout.sh"
# shellcheck source=deploy/install/say.sh
source "$(dirname "${BASH_SOURCE[0]}")/../install/say.sh"

wanted() {
    local first apis workers
    first=$(setting PORT) apis=$(setting HARKARA_APIS) workers=$(setting HARKARA_WORKERS)
    if is_on_trial; then echo harkara-run; return; fi
    seq -f 'harkara-api@%.0f' "${first:-8080}" 10 $((${first:-8080} + 10 * (${apis:-2} - 1)))
    seq -f 'harkara-worker@%.0f' 1 "${workers:-2}"
}
running() { systemctl list-units --all --plain --no-legend 'harkara-run.service' 'harkara-api@*' 'harkara-worker@*' | awk '{print $1}'; }

until_it_takes_webhooks() { # PORT
    local end=$((SECONDS + 60))
    until curl -fsS -o /dev/null --max-time 6 "http://127.0.0.1:$1/readyz?part=api" 2>/dev/null; do
        [ "$SECONDS" -lt "$end" ] || refuse "The API on port $1 does not take webhooks after 60 s; the others were left as they are." "journalctl -u harkara-api@$1"
        sleep 0.2
    done
}

units_wanted=$(wanted)
for unit in $(running); do
    # No pipe into `grep -q`: it leaves at the first match, what writes into it dies of that, and pipefail makes a no of the yes.
    grep -qx "${unit%.service}" <<< "$units_wanted" || systemctl disable --now --quiet "$unit"
done
for unit in $units_wanted; do
    say "  $unit"
    systemctl enable --quiet "$unit"
    systemctl restart "$unit"
    case $unit in harkara-api@*) until_it_takes_webhooks "${unit#*@}" ;; esac
done
