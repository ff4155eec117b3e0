#!/bin/sh
# embed.sh NAME FILE...: C source of a table {file name, text} on stdout.
# Each text is written byte by byte as octal, so that any content is safe.
set -eu
name=$1
shift
echo '#include "common/embed.h"'
n=0
for f in "$@"; do
	printf 'static const char text_%d[] = {' "$n"
	od -An -v -tx1 "$f" | sed 's/ \(..\)/0x\1,/g'
	echo '0};'
	n=$((n + 1))
done
printf 'const struct embed %s[] = {\n' "$name"
n=0
for f in "$@"; do
	printf '\t{ "%s", text_%d },\n' "$(basename "$f")" "$n"
	n=$((n + 1))
done
printf '\t{ 0, 0 },\n};\n'
