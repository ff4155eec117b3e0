#!/bin/sh
# demo.sh BUILD_DIR (make run): starts hubd with a demo folder, opens the client
# signed in as a demo user (HUB_DEMO_USER), stops the server when the client
# ends. Without a terminal it prints one answer instead of opening the client.
set -eu
build=$1
dir=${HUB_DEMO_DIR:-${XDG_DATA_HOME:-${HOME:-/tmp}/.local/share}/hub-demo}
user=${HUB_DEMO_USER:-chef}
mkdir -p "$dir"
chmod 700 "$dir"
log=$dir/hubd.log
fifo=$dir/ready.$$
rm -f "$fifo"
mkfifo -m 600 "$fifo"
server=
drain=

# shellcheck disable=SC2317 # called by the trap
stop() {
	trap - EXIT HUP INT TERM
	rm -f "$fifo"
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	[ -z "$server" ] || wait "$server" || true
	[ -z "$drain" ] || wait "$drain" || true
}
trap stop EXIT
trap 'exit 130' HUP INT TERM

# A session of its own: an interrupt typed in the client is not for the server.
setsid "$build/hubd" --data "$dir" --demo --listen 127.0.0.1:0 \
    >"$fifo" 2>&1 </dev/null &
server=$!
exec 3<"$fifo"
rm -f "$fifo"
: >"$log"
ready=
while IFS= read -r line <&3; do
	printf '%s\n' "$line" >>"$log"
	case $line in
	demo:*) printf '%s\n' "$line" >&2 ;;
	ready* | *' ready '*) ready=$line && break ;;
	esac
done
if [ -z "$ready" ]; then
	echo "The server did not start; it said:" >&2
	tail -n 20 "$log" >&2
	exit 1
fi
cat <&3 >>"$log" &
drain=$!
exec 3<&-

status=0
if [ -t 0 ] && [ -t 1 ]; then
	"$build/hub" --data "$dir" --demo --user "$user" || status=$?
else
	"$build/hub" --data "$dir" --demo --user "$user" --json slots ||
	    status=$?
fi
exit "$status"
