#!/bin/sh
# Ids in "covers:" lines of tests exist in docs/features.txt.
set -eu
# shellcheck disable=SC2046 # our own file names
awk 'FNR == NR { known[$1] = 1; next }
/covers:/ {
	text = $0
	sub(/.*covers:/, "", text)
	gsub(/[^A-Z0-9-]/, " ", text)
	n = split(text, ids, " ")
	for (i = 1; i <= n; i++)
		if (ids[i] ~ /^[A-Z][A-Z0-9]*-[0-9]+$/ && !(ids[i] in known)) {
			print FILENAME ":" FNR ": no feature " ids[i]
			bad = 1
		}
}
END { exit bad }' docs/features.txt $(tests/lint/files.sh |
    grep '^tests/' | grep -v '^tests/lint/' | xargs grep -lI 'covers:') /dev/null
