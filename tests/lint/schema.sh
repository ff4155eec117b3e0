#!/bin/sh
# Migrations: names, STRICT tables, and nothing that would end the transaction
# of the turn behind our back (architecture 2.2).
set -eu
bad=0
n=0
for f in schema/[0-9]*.sql; do
	n=$((n + 1))
	case ${f#schema/} in
	"$(printf %04d $n)"_[a-z]*.sql) ;;
	*)
		echo "$f:1: expected $(printf %04d $n)_<feature>.sql"
		bad=1
		;;
	esac
done
# shellcheck disable=SC2046 # our own file names
stores=$(tests/lint/files.sh _store.c; find server -name '*_store_*.c')
# shellcheck disable=SC2086
awk '{
	text = $0
	sub(/--.*/, "", text)
	text = toupper(text)
	if (text ~ /RAISE *\( *ROLLBACK/ ||
	    text ~ /ON +CONFLICT +ROLLBACK/ ||
	    text ~ /(INSERT|UPDATE) +OR +ROLLBACK/)
		why = "ROLLBACK ends the whole turn"
	else if (text ~ /DEFERRABLE/)
		why = "a deferred key fails at COMMIT, for everybody"
	else
		next
	print FILENAME ":" FNR ": " why
	bad = 1
}
END { exit bad }' schema/[0-9]*.sql $stores || bad=1

if command -v sqlite3 >/dev/null 2>&1; then
	loose=$(cat schema/[0-9]*.sql | {
		cat
		echo "SELECT name FROM pragma_table_list WHERE type = 'table'"
		echo "AND schema = 'main' AND strict = 0"
		echo "AND name NOT LIKE 'sqlite%' ORDER BY name;"
	} | sqlite3 -bail :memory: 2>&1) || {
		echo "schema:1: the migrations do not run: $loose"
		bad=1
		loose=
	}
	for t in $loose; do
		# shellcheck disable=SC2144
		echo "$(grep -n "CREATE TABLE.*\b$t\b" schema/[0-9]*.sql |
		    head -n 1 | cut -d: -f1,2): table $t is not STRICT"
		bad=1
	done
fi
exit $bad
