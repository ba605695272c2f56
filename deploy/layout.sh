# shellcheck shell=bash disable=SC2034 # who reads it uses some of it
# Where everything is on a server. Read by install.sh, uninstall.sh and what they call; each place can be another one.
export HARKARA_HOME=${HARKARA_HOME:-/opt/harkara}        # releases, settings, PM2
export HARKARA_DATA=${HARKARA_DATA:-/var/lib/harkara}    # secrets, backups, the embedded database
export HARKARA_LOGS=${HARKARA_LOGS:-/var/log/harkara}
export HARKARA_USER=${HARKARA_USER:-harkara}
export PM2_HOME=${PM2_HOME:-$HARKARA_HOME/.pm2}

etc=/etc/nginx/harkara
site=/etc/nginx/sites-available/harkara.conf
enabled=/etc/nginx/sites-enabled/harkara.conf
acme=/var/www/harkara-acme
hook=/etc/letsencrypt/renewal-hooks/deploy/harkara
units=/etc/systemd/system
env_file=$HARKARA_HOME/.env
current=$HARKARA_HOME/current
