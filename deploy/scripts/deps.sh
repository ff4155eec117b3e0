#!/bin/sh
# Installs what is missing of the named sections of deploy/packages.txt.
# Asks dpkg first; without root and sudo it prints the one apt line and fails.
set -eu
list=$(dirname "$0")/../packages.txt
want=
for section in "$@"; do
	want="$want $(sed -n "/^\[$section\]/,/^\[/p" "$list" | grep -v '^[[#]' || true)"
done
missing=
for p in $want; do
	status=$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null || true)
	[ "$status" = installed ] || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
	as=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
	as=sudo
else
	echo "Missing packages. As root: apt-get update && $install" >&2
	exit 1
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as apt-get -q update >/dev/null
# HUB_NO_SERVICES: what is installed must not start servers of its own.
policy=/usr/sbin/policy-rc.d
if [ "${HUB_NO_SERVICES:-0}" = 1 ] && [ ! -e "$policy" ]; then
	printf '#!/bin/sh\nexit 101\n' | $as tee "$policy" >/dev/null
	$as chmod 755 "$policy"
	trap '$as rm -f "$policy"' EXIT
fi
$as env DEBIAN_FRONTEND=noninteractive $install >/dev/null
