#!/bin/sh
# Subjects of the last 50 commits: "area: imperative text", at most 72
# characters, no period at the end, nothing about tools in the body.
set -eu
git rev-parse --is-inside-work-tree >/dev/null 2>&1 || exit 0
# What was there before the newest form of this file is history: it cannot be
# changed any more.
since=$(git log -n 1 --format=%H -- tests/lint/commits.sh)
[ -n "$since" ] || exit 0
bad=0
for id in $(git rev-list --no-merges -n 50 "$since..HEAD"); do
	subject=$(git log -1 --format=%s "$id")
	short=$(git log -1 --format=%h "$id")
	why=
	if ! printf '%s\n' "$subject" | grep -Eq '^[a-z0-9_]+(, ?[a-z0-9_]+)*: [A-Za-z0-9]'; then
		why="does not begin with 'area: '"
	elif printf '%s\n' "$subject" | grep -Eq '^[^:]*: (add|chang|creat|delet|fix|implement|improv|mak|mov|refactor|remov|renam|rework|updat|us)(ed|es|ing|s) ' ; then
		why="is not imperative"
	elif [ "$(printf '%s' "$subject" | wc -m)" -gt 72 ]; then
		why="has more than 72 characters"
	elif [ "${subject%.}" != "$subject" ]; then
		why="ends with a period"
	elif git log -1 --format=%b "$id" |
	    grep -Eiq '^(co-authored-by|generated (with|by))'; then
		why="names a tool in its body"
	fi
	[ -z "$why" ] || {
		echo "commit $short: \"$subject\" $why"
		bad=1
	}
done
exit $bad
