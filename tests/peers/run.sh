#!/bin/sh
# run.sh BUILD_DIR: tests against programs of others on loopback, as ordinary
# processes. What is missing is skipped, with a line that says so.
set -u
build=${1:?usage: run.sh BUILD_DIR}
status=0
TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/hub-peer.XXXXXX") || exit 1
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 1' HUP INT TERM

# has NAME PACKAGES TOOL...: false and a line when a tool is missing.
has() {
	name=$1
	packages=$2
	shift 2
	for tool in "$@"; do
		command -v "$tool" >/dev/null || {
			echo "SKIP $name: $tool is missing (apt-get install" \
			    "$packages)"
			echo "1..0 # SKIP"
			return 1
		}
	done
}

if has peer_ssh "openssh-server openssh-client" \
    /usr/sbin/sshd ssh ssh-keygen scp sftp; then
	timeout -k 10 300 "$build/programs/peer_ssh" || status=1
fi
if has peer_caldav "radicale curl" /usr/bin/radicale /usr/bin/python3 curl; then
	timeout -k 10 300 "$build/programs/peer_caldav" || status=1
fi
exit $status
