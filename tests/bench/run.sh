#!/bin/sh
# tests/bench/run.sh BUILD_DIR [ROUNDS]: measures the budgets of the project
# against yardsticks on this machine, ROUNDS (5) times in turn, and prints
# medians as a table; the same as JSON in BUILD_DIR/bench/results.json.
set -eu
build=$1
rounds=${2:-${BENCH_ROUNDS:-5}}
bench=$build/bench
data=$build/bench-data
raw=$data/figures
mkdir -p "$data"
: >"$raw"
echo_pid=
hubd_pid=

clean_up() {
	trap - EXIT
	[ -z "$echo_pid" ] || kill "$echo_pid" 2>/dev/null || true
	[ -z "$hubd_pid" ] || kill "$hubd_pid" 2>/dev/null || true
	rm -rf "$data/run" "$data/sqlite"
}
trap clean_up EXIT
trap 'exit 130' HUP INT TERM

demo_user=${HUB_DEMO_USER:-chef}
# shellcheck source=tests/bench/lib/server.sh
. tests/bench/lib/server.sh
measure() {
	"$@" >>"$raw"
}

yardsticks() {
	: >"$data/echo"
	"$bench/bench_echo" dir="$data" >"$data/echo" &
	echo_pid=$!
	until grep -q ready "$data/echo"; do
		kill -0 "$echo_pid"
	done
	at=127.0.0.1:$(cut -d' ' -f2 "$data/echo")
	measure "$bench/bench_load" to="$at" kind=echo conns=50 prefix=y1.50
	measure "$bench/bench_load" to="$at" kind=echo conns=500 prefix=y1.500
	measure "$bench/bench_load" to="$at" kind=echo conns=500 rate=2000 \
	    seconds=3 prefix=y1.open
	measure "$bench/bench_conns" mode=handshake to="$at" prefix=y4.full
	measure "$bench/bench_conns" mode=handshake to="$at" resume=1 \
	    prefix=y4.resumed
	measure "$bench/bench_conns" mode=push to="$at" conns=500 prefix=y6
	measure "$bench/bench_conns" mode=idle to="$at" conns=10000 \
	    pid="$echo_pid" prefix=y5
	kill "$echo_pid"
	wait "$echo_pid" 2>/dev/null || true
	echo_pid=
	rm -rf "$data/sqlite"
	cp -a "$data/base100k" "$data/sqlite"
	measure "$bench/bench_sqlite" db="$data/sqlite/hub.db"
	rm -rf "$data/sqlite"
	measure "$bench/bench_hash"
}

load() {
	measure "$bench/bench_load" token="$token" "$@"
}

requests() {
	fresh base100k
	start_hubd "$data/run"
	sign_in
	load to="$to" kind=ping conns=50 prefix=p1.50
	load to="$to" kind=ping conns=500 prefix=p1.500
	load to="$sock" kind=week conns=1 prefix=p5
	load to="$to" kind=mixed conns=500 rate=2000 seconds=3 prefix=p4 \
	    pid="$hubd_pid"
	load to="$to" kind=mixed conns=50 rate=500 seconds=3 prefix=p10.calm
	: >"$data/logins"
	"$bench/bench_conns" mode=logins to="$to" name=bench00 \
	    password="$password" conns=64 seconds=5 >"$data/logins" &
	logins=$!
	until grep -q waiting "$data/logins"; do
		kill -0 "$logins"
	done
	load to="$to" kind=mixed conns=50 rate=500 seconds=3 prefix=p10.busy
	wait "$logins"
	measure "$bench/bench_conns" mode=push to="$to" token="$token" \
	    conns=500 prefix=p7
	measure "$bench/bench_conns" mode=reconnect to="$to" token="$token" \
	    conns=500 prefix=p11
	# Last: thousands of appointments of one person are no office.
	load to="$to" kind=book conns=1 count=500 prefix=p3
	load to="$to" kind=book conns=64 count=12000 prefix=p2
	stop_hubd
}

# A new process, so that its size is that of idle connections.
memory() {
	fresh base100k
	start_hubd "$data/run"
	sign_in
	measure "$bench/bench_conns" mode=idle to="$to" token="$token" \
	    conns=10000 pid="$hubd_pid" prefix=p8
	stop_hubd
}

history() {
	fresh base1m
	start_hubd "$data/run" prefix=p12.clean
	sign_in
	load to="$sock" kind=week conns=1 prefix=p6
	load to="$to" kind=book conns=1 count=200 prefix=p6.book
	stop_hubd kill=1
	start_hubd "$data/run" prefix=p12.killed
	stop_hubd
	echo "p12.mib $(($(stat -c %s "$data/run/hub.db") / 1048576))" >>"$raw"
}

# Refused sign-ins: what the time tells about the reason.
refusals() {
	fresh base100k
	"$bench/bench_login" mode=prepare db="$data/run/hub.db"
	start_hubd "$data/run"
	measure "$bench/bench_login" mode=run to="$to" prefix=p17
	stop_hubd
}

# 100,000 outcomes of the older system, taken over while people work.
import() {
	fresh base100k
	mkdir -p "$data/import/tracking"
	awk 'BEGIN {
		for (i = 0; i < 100000; i++) {
			day = sprintf("2024-%02d-%02d", 1 + i % 12, 1 + i % 28)
			printf "{\"timestamp\":\"%sT21:00:00+01:00\",", day
			printf "\"customer\":\"Kunde%d, E\",", i
			printf "\"date\":\"%s\",\"time\":\"%02d:00\",", day,
			    9 + 2 * (i % 5)
			printf "\"outcome\":\"%s\"}\n",
			    i % 3 ? "completed" : "no_show"
		}
	}' >"$data/import/tracking/outcomes.jsonl"
	start_hubd "$data/run"
	sign_in
	"$build/hubctl" --data "$data/run" import "$data/import" \
	    >"$data/import.log" 2>&1 &
	importing=$!
	load to="$to" kind=mixed conns=50 rate=200 seconds=5 prefix=p15
	wait "$importing"
	stop_hubd
}

# The client on the demo company, made anew by each run of the bench.
screens() {
	[ "$round" != 1 ] || rm -rf "$data/demo"
	mkdir -p "$data/demo"
	chmod 700 "$data/demo"
	start_hubd "$data/demo" demo=1
	measure "$bench/bench_screen" hub="$build/hub" data="$data/demo" \
	    user="$demo_user"
	stop_hubd
}

prepare base100k 100000
prepare base1m "${BENCH_HISTORY:-1000000}"
round=0
while [ "$round" -lt "$rounds" ]; do
	round=$((round + 1))
	say "round $round of $rounds: yardsticks"
	yardsticks
	say "round $round of $rounds: requests"
	requests
	memory
	say "round $round of $rounds: refused sign-ins"
	refusals
	say "round $round of $rounds: long history"
	history
	say "round $round of $rounds: import, screens"
	import
	screens
done
mkdir -p "$bench"
awk -v json="$bench/results.json" -v rounds="$rounds" \
    -f tests/bench/report.awk "$raw"
