#!/bin/sh
# radicale.sh BASE PORT: Debian's CalDAV server on loopback as an ordinary
# process, user hub, with its files below BASE. Stays in the foreground.
set -eu
base=$1
port=$2
mkdir -p "$base/store"
printf 'hub:%s\n' 'Ein Passwort: mit Ä' >"$base/users"
printf '%s\n' 'Ein Passwort: mit Ä' >"$base/password"
chmod 600 "$base/users" "$base/password"
cat >"$base/radicale.conf" <<EOF
[server]
hosts = 127.0.0.1:$port
[auth]
type = htpasswd
htpasswd_filename = $base/users
htpasswd_encryption = plain
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = $base/store
[logging]
level = warning
EOF
exec /usr/bin/python3 -m radicale --config "$base/radicale.conf" \
    >>"$base/radicale.log" 2>&1
