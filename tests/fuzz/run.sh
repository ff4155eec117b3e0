#!/bin/sh
# Fuzz targets: replays each corpus, then searches for FUZZ_SECONDS (20).
#   tests/fuzz/run.sh BUILD_DIR      REPLAY=1: corpus only
# Prints TAP; findings stay in BUILD_DIR/fuzz/findings/TARGET.
set -u
build=${1:?usage: run.sh BUILD_DIR}
seconds=${FUZZ_SECONDS:-20}
here=$(dirname "$0")
status=0
count=0

for source in "$here"/fuzz_*.c; do
	file=$(basename "$source" .c)
	name=${file#fuzz_}
	count=$((count + 1))
	corpus=$here/corpus/$name
	work=$build/fuzz/scratch/$name
	found=$build/fuzz/findings/$name
	log=$build/fuzz/$name.log
	mkdir -p "$work" "$found"
	if [ ! -x "$build/fuzz/$file" ]; then
		echo "not ok - fuzz $name"
		echo "# $build/fuzz/$file is not built"
		status=1
		continue
	fi
	if [ ! -d "$corpus" ] || [ -z "$(ls -A "$corpus")" ]; then
		echo "not ok - fuzz $name"
		echo "# $corpus holds no seed"
		status=1
		continue
	fi
	if [ "${REPLAY:-0}" = 1 ]; then
		# every file by name: each is run, none is skipped as too long
		"$build/fuzz/$file" "$corpus"/* >"$log" 2>&1
	else
		"$build/fuzz/$file" "-max_total_time=$seconds" -timeout=10 \
		    -rss_limit_mb=1024 "-artifact_prefix=$found/" \
		    "$work" "$corpus" >"$log" 2>&1
	fi
	if [ $? -eq 0 ]; then
		echo "ok - fuzz $name"
	else
		echo "not ok - fuzz $name"
		tail -40 "$log" | sed 's/^/# /'
		status=1
	fi
done
echo "1..$count"
exit $status
