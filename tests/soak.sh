#!/bin/sh
# tests/soak.sh BUILD_DIR (make soak): long runs against the real server and
# the model check, then office load. The sizes are SOAK_ROUNDS, SOAK_OPS,
# SOAK_KILLS and SOAK_MINUTES. The last line is 'N passed, N failed'.
set -eu
build=$1
here=$(dirname "$0")
logs=$build/soak-logs
rm -rf "$logs"
mkdir -p "$logs"

LC_ALL=C.UTF-8
HUB_TEST_SECONDS=${HUB_TEST_SECONDS:-14400}
TMPDIR=$(mktemp -d /tmp/hub-soak.XXXXXX)
export LC_ALL HUB_TEST_SECONDS TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 1' HUP INT TERM

run() {
	name=$1
	shift
	echo "$name: $*"
	"$here/run_one.sh" "$logs" "$name" "$@"
	grep '^#' "$logs/$name.tap" || true
}
run last_place "$build/sim/soak_place" --rounds "${SOAK_ROUNDS:-1000}"
run kills "$build/sim/soak_place" --kills "${SOAK_KILLS:-200}"
run model "$build/sim/sim_slots" --ops "${SOAK_OPS:-1000000}"
run office "$here/soak_office.sh" "$build"

awk '{ passed += $2; failed += $3; seen++ }
END {
	printf "%d passed, %d failed\n", passed, failed + 4 - seen
	exit failed > 0 || seen != 4
}' "$logs"/*.result
