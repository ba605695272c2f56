# shellcheck shell=bash
# Whether this machine can carry it: looked at before anything is changed.

oldest_python=3.11
oldest_postgres=15
oldest_nginx=1.18

require_machine() {
    [ -n "$dry_run" ] || [ "$(id -u)" = 0 ] || refuse "This needs root." "sudo deploy/install.sh …"
    command -v apt-get >/dev/null ||
        refuse "This system has no apt-get." "install.sh knows Debian and Ubuntu; elsewhere: docs/production.md, by hand or with Docker."
    [ -n "$dry_run" ] || apt-get update -qq || refuse "The package lists could not be fetched." "Check the network and /etc/apt."
    require_python
    require_version nginx "$oldest_nginx" "Take Debian 12 or 13, or Ubuntu 22.04 or 24.04."
    [ "$database" != system ] || choose_database
    if [ -n "$wheel" ]; then return; fi
    [ -f "$checkout/pyproject.toml" ] || refuse "There is neither a wheel nor a checkout." "Give --wheel FILE."
}

# This system's, if it is new enough; else one beside it, as on Ubuntu 22.04, which has 3.10.
require_python() {
    local found
    found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || offered python3)
    if is_at_least "$oldest_python" "$found"; then return; fi
    [ "$python" = "$system_python" ] ||
        refuse "$python is ${found:-no Python}, needed is $oldest_python or newer." "Leave --python out: where this system's is older, Python $brought_python is installed beside it."
    hint "Python here is ${found:-missing}, needed is $oldest_python or newer." "Python $brought_python is put beside it, into $HARKARA_HOME/python. Its security updates do not come with the system's: docs/production.md"
    python=$HARKARA_HOME/python/current/bin/python3
}

# This system's PostgreSQL, if it is new enough; else the one that Harkara brings. Ubuntu 22.04 has 14.
choose_database() {
    local found
    found=$(offered postgresql)
    if is_at_least "$oldest_postgres" "$found"; then return; fi
    hint "PostgreSQL here is ${found:-not to be had}, needed is $oldest_postgres or newer." "The one that Harkara brings is used. Or give one of yours: --database-url"
    database=embedded
}

require_version() {
    local found
    found=$(offered "$1")
    is_at_least "$2" "$found" || refuse "$1 here is ${found:-not to be had}, needed is $2 or newer." "$3"
}

# The version that apt has or would install, without Debian's additions (1:2.3-4 → 2.3, 15+248 → 15).
offered() { apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \([0-9]*:\)\{0,1\}\([0-9.]*\).*/\2/p'; }
is_at_least() { [ -n "$2" ] && [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

hint_at_name() {
    local leads
    leads=$(getent ahosts "$domain" | awk '{print $1}' | sort -u | tr '\n' ' ') || true
    if [ -z "$leads" ]; then
        hint "$domain leads nowhere yet." "Make an A record (and AAAA, if there is IPv6) for it that leads to this server, then run install.sh again."
    else
        say "  $domain leads to $leads"
    fi
}
