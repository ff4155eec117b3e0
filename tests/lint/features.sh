#!/bin/sh
# Per feature of docs/features.txt the tests that cover it, then the ids
# without one. A test says so in a comment line "covers: ID ID".
set -eu
cd "$(dirname "$0")/../.."
tests/lint/files.sh | grep '^tests/' | grep -v '^tests/lint/' |
    xargs grep -HI 'covers:' /dev/null | awk '
NR == FNR {
	ids[++n] = $1
	title[$1] = substr($0, length($1) + 2)
	next
}
{
	file = $0
	sub(/:.*/, "", file)
	text = $0
	sub(/.*covers:/, "", text)
	gsub(/[^A-Z0-9-]/, " ", text)
	m = split(text, found, " ")
	for (i = 1; i <= m; i++)
		if (index(tests[found[i]] " ", " " file " ") == 0)
			tests[found[i]] = tests[found[i]] " " file
}
END {
	for (i = 1; i <= n; i++) {
		id = ids[i]
		if (id in tests) {
			covered++
			print id " " title[id]
			m = split(tests[id], found, " ")
			for (j = 1; j <= m; j++)
				print "    " found[j]
		}
	}
	print ""
	print "Without a test:"
	for (i = 1; i <= n; i++)
		if (!(ids[i] in tests))
			print ids[i] " " title[ids[i]]
	print ""
	print covered + 0 " of " n " features have a test"
}' docs/features.txt -
