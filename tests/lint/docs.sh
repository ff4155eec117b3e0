#!/bin/sh
# The generated pages are those of the tables; deploy/env.example names every
# variable that a setting can be given by.
set -eu
build=${HUB_BUILD:-build}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
bad=0
if [ -x "$build/programs/docgen" ]; then
	deploy/scripts/docs.sh "$build" "$tmp"
	for f in docs/protocol.md docs/settings.md schema/current.sql; do
		cmp -s "$f" "$tmp/$f" || {
			echo "$f:1: not up to date, run make docs"
			bad=1
		}
	done
fi
# The environment column: the last but one text of a row.
for name in $(sed -n 's/^SETTING(.*, "\([A-Z_,]*\)", "[^"]*")$/\1/p' \
    server/settings/settings.def | tr ',' ' ') SECRET_KEY PERSIST_BASE; do
	grep -Eq "^#?$name=" deploy/env.example || {
		echo "deploy/env.example:1: $name is missing"
		bad=1
	}
done
exit $bad
