#!/bin/sh
# Every text of the client has a German translation, none is fuzzy.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
tests/lint/files.sh .c .h .def | grep '^tui/' >"$tmp/files" || exit 0
xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ \
    --keyword=n_:1,2 --no-wrap --files-from="$tmp/files" -o "$tmp/hub.pot"
[ -s "$tmp/hub.pot" ] || exit 0
bad=0
for f in po/de/*.po; do
	msgfmt --check-format --check-domain -o /dev/null "$f" || bad=1
	# Fuzzy entries are skipped at run time: the user would see English.
	grep -n '^#,.*fuzzy' "$f" | sed "s|^\([0-9]*\):.*|$f:\1: fuzzy|" |
	    grep . && bad=1
done
msgcat --use-first --no-wrap -o "$tmp/de.po" po/de/*.po
msgcmp --use-untranslated "$tmp/de.po" "$tmp/hub.pot" >"$tmp/out" 2>&1 || true
grep 'not defined' "$tmp/out" >/dev/null && {
	# msgcmp names the place in the template; show the source instead.
	perl -e '
		my ($pot, $out) = @ARGV;
		open(my $p, "<", $pot) or die; my @pot = <$p>;
		open(my $o, "<", $out) or die;
		while (<$o>) {
			next unless /:(\d+): .*not defined/;
			my $i = $1 - 1;
			$i-- while $i > 0 && $pot[$i] !~ /^msgid /;
			my ($id) = $pot[$i] =~ /^msgid (.*)/;
			($id) = $pot[$i + 1] =~ /(.*)/ if $id eq "\"\"";
			$i-- while $i > 0 && $pot[$i] !~ /^#: /;
			my ($where) = $pot[$i] =~ /^#: (\S+)/;
			print "$where: no German text for $id\n";
		}' "$tmp/hub.pot" "$tmp/out"
	bad=1
}
msgattrib --untranslated --no-wrap "$tmp/de.po" | grep '^msgid "[^"]' |
    sed 's/^/po\/de: empty translation of /' | grep . && bad=1
exit $bad
