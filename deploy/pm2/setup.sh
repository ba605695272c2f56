#!/usr/bin/env bash
# Puts PM2 under an installation: the locked packages, the rotation of logs, the processes, and their start at boot. May be run again.
# install.sh calls it as root when HARKARA_HOME has a release in `current` and an .env.
set -euo pipefail

home="${HARKARA_HOME:-/opt/harkara}"
logs="${HARKARA_LOGS:-/var/log/harkara}"
data="${HARKARA_DATA:-/var/lib/harkara}"
here="$(cd "$(dirname "$0")" && pwd)"
export HARKARA_HOME="$home" HARKARA_LOGS="$logs" HARKARA_DATA="$data"

refuse() { echo "PM2 was not set up: $1" >&2; echo "  → $2" >&2; exit 1; }
step() { echo "$1"; }

[ -x "$home/current/bin/harkara" ] || refuse "there is no release in $home/current." "deploy/install.sh makes one."
command -v npm >/dev/null || refuse "npm is not installed." "Debian, Ubuntu: apt-get install nodejs npm"
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 18 ? 0 : 1)' ||
  refuse "Node $(node --version) is too old for PM2." "Install Node 18 or newer."
user="${HARKARA_USER:-$(stat -c %U "$home")}"
[ "$user" = "$(id -un)" ] || [ "$(id -u)" = 0 ] || refuse "$home belongs to $user, you are $(id -un)." "Run it as root or as $user."
as_user=()
[ "$user" = "$(id -un)" ] || as_user=(runuser -u "$user" --)

step "PM2 and pm2-logrotate, as locked"
install -d -o "$user" "$home/pm2" "$home/bin"
install -d -o "$user" -m 750 "$logs"
mark="$(sha256sum "$here/package-lock.json" | cut -d' ' -f1)"
if [ "$(cat "$home/pm2/.installed" 2>/dev/null)" != "$mark" ]; then
  for file in package.json package-lock.json .npmrc; do install -o "$user" -m 644 "$here/$file" "$home/pm2/$file"; done
  (cd "$home/pm2" && "${as_user[@]}" env HOME="$home" npm ci --loglevel=error --no-update-notifier --no-audit --no-fund --ignore-scripts)
  echo "$mark" > "$home/pm2/.installed"
fi
install -o "$user" -m 644 "$here/compress.cjs" "$home/pm2"
install -o "$user" -m 644 "$here/ecosystem.config.cjs" "$home/ecosystem.config.cjs"
install -o "$user" -m 755 "$here"/harkara* "$home/bin"
if [ "$(id -u)" = 0 ] && [ "$home" = /opt/harkara ]; then ln -sfn "$home"/bin/harkara* /usr/local/bin; fi
pm2="$home/bin/harkara-pm2"

install -d -o "$user" -m 700 "$home/.pm2"
[ -e "$home/.pm2/touch" ] || install -o "$user" -m 600 /dev/null "$home/.pm2/touch"  # else PM2 greets, and tells its makers of us

# Before anything speaks to PM2: whoever does while it does not run starts one, which systemd would not know and not end in order.
if [ -d /run/systemd/system ] && [ "$(id -u)" = 0 ]; then
  step "Start at boot"
  PATH="$home/pm2/node_modules/.bin:$PATH" PM2_HOME="$home/.pm2" "$home/pm2/node_modules/.bin/pm2" startup systemd -u "$user" --hp "$home" >/dev/null
  chown -R "$user:" "$home/.pm2" # what it has written as root
  # PM2's own unit reloads two at a time, has systemd kill after 90 s what may still be writing a checkpoint, and knows nothing of
  # PostgreSQL: when the machine goes down, ours must end first, for they settle what is in flight.
  install -d "/etc/systemd/system/pm2-$user.service.d"
  printf '[Unit]\nAfter=postgresql.service network-online.target\nWants=network-online.target\n\n[Service]\nEnvironment=PM2_CONCURRENT_ACTIONS=1 PM2_DISABLE_VERSION_CHECK=1 HOME=%s\nTimeoutStopSec=180\n' "$home" \
    > "/etc/systemd/system/pm2-$user.service.d/harkara.conf"
  systemctl daemon-reload
  if [ ! -e "$home/.pm2/dump.pm2" ]; then # what `pm2 resurrect` brings back: nothing yet
    install -o "$user" -m 600 /dev/null "$home/.pm2/dump.pm2"
    echo '[]' > "$home/.pm2/dump.pm2"
  fi
  if [ -s "$home/.pm2/pm2.pid" ] && kill -0 "$(cat "$home/.pm2/pm2.pid")" 2>/dev/null; then
    systemctl is-active --quiet "pm2-$user" || echo "PM2 runs, but was not started by systemd: it is from the next boot on."
  else
    systemctl start "pm2-$user"
  fi
else
  echo "There is no systemd here, or you are not root: nothing starts at boot by itself. \`$pm2 resurrect\` starts what ran."
fi

step "Logs: a file a day, 30 kept, compressed"
# By size only as a fuse: 30 files are to be 30 days. A file of a day is compressed in one go.
for pair in rotateInterval="0 0 * * *" retain=30 compress=true max_size=1G dateFormat=YYYY-MM-DD_HH-mm-ss; do
  "$pm2" set "pm2-logrotate:${pair%%=*}" "${pair#*=}" >/dev/null
done

if grep -Eq '^ *(META_ACCESS_TOKEN|GRAPH_API_URL) *= *[^ #]' "$home/.env" 2>/dev/null; then
  step "Tables"
  "$home/bin/harkara" migrate
fi
step "Processes"
"$home/bin/harkara-reload"
