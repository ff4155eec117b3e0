#!/bin/sh
# tests/soak_office.sh BUILD_DIR: a part of make soak: the server under office load for
# SOAK_MINUTES (10), with clients that break off and come back, one kill -9 in
# the middle, then a check of the database. The resident size may not grow.
set -eu
build=$1
minutes=${SOAK_MINUTES:-10}
bench=$build/bench
data=$build/soak-data
rm -rf "$data"
mkdir -p "$data"
hubd_pid=
passed=0 failed=0

clean_up() {
	trap - EXIT
	[ -z "$hubd_pid" ] || kill "$hubd_pid" 2>/dev/null || true
}
trap clean_up EXIT
trap 'exit 130' HUP INT TERM
# shellcheck source=tests/bench/lib/server.sh
. tests/bench/lib/server.sh

# result CONDITION TEXT
result() {
	if [ "$1" = true ]; then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) - $2"
	else
		failed=$((failed + 1))
		echo "not ok $((passed + failed)) - $2"
	fi
}
is() {
	if [ "$@" ]; then echo true; else echo false; fi
}
resident() {
	awk '/^VmRSS/ { print $2 }' "/proc/$hubd_pid/status"
}

prepare base 20000
fresh base
start_hubd "$data/run"
sign_in
errors=0
minute=0
settled=
while [ "$minute" -lt "$minutes" ]; do
	minute=$((minute + 1))
	"$bench/bench_load" to="$to" token="$token" kind=mixed conns=100 \
	    rate=200 seconds=59 prefix=soak >"$data/minute"
	"$bench/bench_conns" mode=reconnect to="$to" token="$token" \
	    conns=200 prefix=soak >>"$data/minute"
	errors=$((errors + $(awk '/errors/ { print int($2) }' "$data/minute")))
	size=$(resident)
	say "minute $minute: $size KiB resident," \
	    "p99 $(awk '/p99/ { print int($2) }' "$data/minute") us"
	# Caches are full by now.
	if [ "$minute" = 3 ] || [ -z "$settled" ]; then
		settled=$size
	fi
	if [ "$minute" = $((minutes / 2)) ]; then
		result "$(is "$size" -le $((settled * 11 / 10 + 4096)))" \
		    "memory is stable: $settled KiB, then $size KiB"
		stop_hubd kill=1
		start_hubd "$data/run"
		sign_in
		settled=
	fi
done
result "$(is "$errors" = 0)" "all requests succeeded ($errors failed)"
result "$(is "$size" -le $((settled * 11 / 10 + 4096)))" \
    "memory is stable: $settled KiB, then $size KiB"
stop_hubd
if "$build/hubd" --data "$data/run" --check >"$data/check" 2>&1; then
	result true "the database is intact"
else
	cat "$data/check"
	result false "the database is intact"
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
