#!/bin/sh
# Each header compiles alone: it includes or declares what it uses.
set -eu
# shellcheck disable=SC2016 # the inner shell expands
tests/lint/files.sh .h | xargs -P 2 -n 8 sh -c '
bad=0
for h; do
	${CC:-gcc} -std=gnu11 -D_GNU_SOURCE -I. -DHUB_VERSION="\"0\"" \
	    -include common/banned.h -Wall -Wextra -Wno-unused-function \
	    -fsyntax-only -x c "$h" || bad=1
done
exit $bad' headers
