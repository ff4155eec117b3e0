#!/bin/sh
# run.sh BUILD_DIR: tests against programs of others on loopback, as ordinary
# processes. What is missing is skipped, with a line that says so.
set -u
build=${1:?usage: run.sh BUILD_DIR}
status=0
for tool in /usr/sbin/sshd ssh ssh-keygen scp sftp; do
	command -v "$tool" >/dev/null || {
		echo "SKIP peer_ssh: $tool is missing (apt-get install" \
		    "openssh-server openssh-client)"
		echo "1..0 # SKIP"
		exit 0
	}
done
TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/hub-peer.XXXXXX") || exit 1
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 1' HUP INT TERM
timeout -k 10 300 "$build/programs/peer_ssh" || status=1
exit $status
