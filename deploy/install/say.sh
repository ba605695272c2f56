# shellcheck shell=bash
# How the installation speaks, and the one form that all its steps have.

say() { printf '%s\n' "$*"; }
refuse() { printf '✗ %s\n  → %s\n' "$1" "$2" >&2; exit 1; }
hint() { printf '! %s\n  → %s\n' "$1" "$2"; }

# step WHAT IS_SO DO: what is so is left alone, so that a second run, or one after a failure, does what is missing.
already='already there'
step() {
    if "$2"; then
        say "✓ $1: $already"
    elif [ -n "$dry_run" ]; then
        say "· $1: would be done"
    else
        say "→ $1"
        doing=$1
        "$3" # plainly: after `||` or `if` bash would go on behind a command that failed in it
        doing=''
    fi
}

# Run at every end: a step that ended in the middle is named.
doing='' scratch=''
leave() {
    local code=$?
    [ -z "$scratch" ] || rm -rf "$scratch"
    if [ "$code" != 0 ] && [ -n "$doing" ]; then
        printf '✗ %s\n  → %s\n' "$doing did not work (exit code $code); what was done before it stays." "Mend what is said above, then run $0 again." >&2
    fi
}

never() { false; } # for what is done each time and does no harm

has_systemd() { [ -d /run/systemd/system ]; }

# As the user that runs the platform, in the folder of its settings, with nothing of root's environment.
as_harkara() {
    (cd "$HARKARA_HOME" && runuser -u "$HARKARA_USER" -- env -i HOME="$HARKARA_HOME" LANG=C.UTF-8 \
        HARKARA_HOME="$HARKARA_HOME" HARKARA_DATA="$HARKARA_DATA" HARKARA_LOGS="$HARKARA_LOGS" PM2_HOME="$PM2_HOME" \
        PATH="$HARKARA_HOME/node/bin:/usr/local/bin:/usr/bin:/bin" "$@")
}

# The value of a setting in .env, nothing if it is not set there.
setting() { if [ -f "$env_file" ]; then sed -n "s/^$1=//p" "$env_file" | tail -n 1 | sed "s/^'\(.*\)'$/\1/"; fi; }
is_on_trial() { [ -z "$(setting META_ACCESS_TOKEN)" ] && [ -z "$(setting GRAPH_API_URL)" ]; }
