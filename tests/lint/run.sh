#!/bin/sh
# tests/lint/run.sh [NAME...]: the rules a reviewer would repeat otherwise.
# Each lint prints file:line: reason; the last line is 'N passed, N failed'.
set -u
cd "$(dirname "$0")/../.." || exit 1
LC_ALL=C.UTF-8
export LC_ALL
n=0 failed=0
want=$*

lint() {
	name=$1
	shift
	case " ${want:-$name} " in *" $name "*) ;; *) return ;; esac
	n=$((n + 1))
	if out=$("$@" 2>&1); then
		echo "ok $n - lint $name"
	else
		failed=$((failed + 1))
		echo "not ok $n - lint $name"
	fi
	[ -z "$out" ] || printf '%s\n' "$out" | sed 's/^/  /'
}
sources() {
	tests/lint/files.sh .c .h
}
on_sources() {
	sources | xargs "$@"
}
formatted() {
	# The first place of each file is enough: make fmt repairs all of them.
	sources | xargs clang-format --dry-run --Werror 2>&1 |
	    awk -F: '/error:/ && !seen[$1]++ {
		print $1 ":" $2 ": not as clang-format writes it"
		bad = 1
	}
	END { exit bad }'
}

lint layers on_sources perl tests/lint/layers.pl
lint sizes on_sources perl tests/lint/sizes.pl
lint headers tests/lint/headers.sh
lint format formatted
lint schema tests/lint/schema.sh
lint po tests/lint/po.sh
lint commits tests/lint/commits.sh
lint secrets tests/lint/words.sh secrets
lint todo tests/lint/words.sh todo
lint covers tests/lint/covers.sh
lint docs tests/lint/docs.sh
echo "$((n - failed)) passed, $failed failed"
[ "$failed" = 0 ] && [ "$n" != 0 ]
