#!/bin/sh
# tests/run.sh BUILD_DIR all|fast: runs the test programs found in BUILD_DIR,
# two at a time, each with a log of its own. Only failures are shown. A crash,
# a sanitizer report, a missing test or no test at all is a failure.
set -eu
build=$1
mode=${2:-all}
here=$(dirname "$0")

export LC_ALL=C.UTF-8
export CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS=detect_leaks=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export HUB_BUILD="$build"
TMPDIR=$(mktemp -d /tmp/hub-test.XXXXXX)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 1' HUP INT TERM

logs=$build/test-logs
rm -rf "$logs"
mkdir -p "$logs"

# One line per program: name, then the command.
add() {
	[ ! -x "$2" ] || echo "$@"
}
programs() {
	add rpc "$build/programs/rpc_runner" tests/rpc
	if [ "$mode" = all ]; then
		add screen "$build/programs/screen_runner" tests/screen
		add sim_slots "$build/sim/sim_slots" --ops 20000
		for p in "$build"/programs/test_*; do
			add "$(basename "$p")" "$p"
		done
	fi
	for p in "$build"/unit/test_*; do
		add "$(basename "$p")" "$p"
	done
}
programs >"$logs/programs"
[ -s "$logs/programs" ] || {
	echo "no test program in $build"
	echo "0 passed, 1 failed"
	exit 1
}
xargs -P 2 -L 1 "$here/run_one.sh" "$logs" <"$logs/programs" || true

awk '{ passed += $2; failed += $3; skipped += $4; seen++ }
END {
	if (seen != expected) {
		printf "%d of %d programs left no result\n", expected - seen,
		    expected
		failed += expected - seen
	}
	printf "%d passed, %d failed", passed, failed
	if (skipped)
		printf ", %d skipped", skipped
	print ""
	exit failed > 0 || passed == 0
}' expected="$(wc -l <"$logs/programs")" "$logs"/*.result
