#!/bin/sh
# run_one.sh LOGS NAME COMMAND...: one test program. Its TAP goes to
# LOGS/NAME.tap, the rest to LOGS/NAME.err, the counts to LOGS/NAME.result.
logs=$1
name=$2
shift 2
tap=$logs/$name.tap
err=$logs/$name.err

timeout -k 10 "${HUB_TEST_SECONDS:-480}" "$@" >"$tap" 2>"$err" </dev/null
status=$?

# Numbered lines only: cmocka adds a "not ok - group" line of its own.
counts=$(LC_ALL=C awk '
/^1\.\.[0-9]+/ { planned += substr($1, 4); plans++ }
/^(not )?ok [0-9]+.*# *SKIP/ { skipped++; next }
/^ok [0-9]+/ { passed++ }
/^not ok [0-9]+/ { failed++ }
END {
	seen = passed + failed + skipped
	lost = plans && planned > seen ? planned - seen : 0
	print passed + 0, failed + 0, skipped + 0, lost
}' "$tap")
# shellcheck disable=SC2086 # four numbers
set -- $counts
passed=$1 failed=$2 skipped=$3 lost=$4

why=
[ "$lost" = 0 ] || why="$lost planned tests did not run"
[ $((passed + failed + skipped)) != 0 ] || why="no test ran"
if [ "$status" = 124 ] || [ "$status" = 137 ]; then
	why="did not end in time"
elif [ "$status" != 0 ] && [ "$failed" = 0 ]; then
	why="ended with status $status"
fi
if grep -Eqs 'ERROR: (Address|Leak|Thread)Sanitizer|runtime error:' \
    "$tap" "$err"; then
	why="sanitizer report"
fi
if [ -n "$why" ]; then
	failed=$((failed + (lost > 1 ? lost : 1)))
fi
echo "$name $passed $failed $skipped" >"$logs/$name.result"
[ "$failed" != 0 ] || [ "$skipped" != 0 ] || exit 0

# One write, so that two programs do not mix their reports.
{
	if [ "$failed" != 0 ]; then
		echo "FAIL $name${why:+: $why}"
		LC_ALL=C awk '/^ok / { show = 0; next }
		/^not ok / { show = !/# *SKIP/ }
		show { print "  " $0 }' "$tap" | head -n 200
		sed 's/^/  | /' "$err" | tail -n 80
	fi
	grep -h '# *SKIP' "$tap" | sed "s/^/SKIP $name: /"
} >"$logs/$name.report"
cat "$logs/$name.report"
exit 0
