#!/usr/bin/env bash
# Makes a certificate of our own for a name: Nginx can start with it, before Let's Encrypt has given one and where it cannot.
# Browsers warn of it, and Meta refuses it.
set -euo pipefail
name=${1:?"For which name? Usage: self-signed.sh NAME FOLDER"}
folder=${2:?"Into which folder? Usage: self-signed.sh NAME FOLDER"}

umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=$name" \
    -addext "subjectAltName=DNS:$name" -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null
