#!/bin/sh
# words.sh secrets|todo: what must not stand in a file of the project.
set -eu
# Patterns are split by [] so that this file does not find itself.
case $1 in
secrets)
	why="looks like a secret"
	pattern='BEGIN[ ]([A-Z]+ )?PRIVATE[ ]KEY|AKI[A][0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[0-9]{6}|AIza[0-9A-Za-z_-]{35}|eyJhbGci[A-Za-z0-9_-]{20,}\.'
	except='^tests/fixtures/'
	;;
todo)
	# A condition says when the line goes: "TODO until ...", "TODO when ...".
	why="without the condition of its removal"
	pattern='(^|[^A-Za-z_])(TOD[O]([^A-Za-z_]|$)|FIXM[E]|XX[X]([^X]|$))'
	except='^$'
	;;
*)
	exit 2
	;;
esac
tests/lint/files.sh | grep -Ev "$except" | tr '\n' '\0' |
    xargs -0 grep -nIE "$pattern" /dev/null |
    { [ "$1" = todo ] && grep -Ev 'TOD[O] (until|when|once|after) ' || cat; } |
    sed -E "s/^([^:]+:[0-9]+):.*/\\1: $why/" | grep . && exit 1
exit 0
