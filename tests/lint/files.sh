#!/bin/sh
# files.sh SUFFIX...: the project's own files with these suffixes, sorted. Works
# without git too (an unpacked archive, a machine with make and gcc only).
set -eu
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
	git ls-files -co --exclude-standard
else
	find . -path ./build -prune -o -path ./.git -prune -o -type f -print |
	    sed 's|^\./||'
fi | sort -u | while IFS= read -r f; do
	[ -f "$f" ] || continue
	[ $# != 0 ] || { echo "$f"; continue; }
	for suffix in "$@"; do
		case $f in *"$suffix") echo "$f" ;; esac
	done
done
