#!/usr/bin/perl
# layers.pl FILE...: who may include what, where SQL may stand, no cycle between
# feature folders, no base name twice. Prints file:line: reason.
use strict;
use warnings;

my %not_a_feature = map { $_ => 1 } qw(net rpc db core ctl demo);
# What a rules file may not know, except where JSON is the subject itself.
my %json_is_its_subject = (
	'server/imports' => 'reads the JSON files of the older system',
	'server/audit' => 'details of an entry are a JSON text',
	'server/settings' => 'prints its own table',
	'server/system' => 'describes the operations, examples included',
);
# Arithmetic without state, a header of its own: anybody may ask it.
my $pure = qr{_(key|figures|classify|holiday|metrics|profile)\.h$};
my $bad = 0;
my (%edge, %place, %base);

sub fault {
	my ($file, $line, $why) = @_;
	print "$file:$line: $why\n";
	$bad = 1;
}

sub feature {
	my ($path) = @_;
	return undef unless $path =~ m{^server/([a-z0-9]+)/};
	return $not_a_feature{$1} ? undef : $1;
}

sub role {
	my ($file, $feature) = @_;
	return '' unless defined $feature;
	return 'rpc' if $file =~ m{_rpc(_[a-z0-9]+)*\.[ch]$};
	return 'store' if $file =~ m{_(store|sql)(_[a-z0-9]+)*\.[ch]$};
	return 'json' if $file =~ m{_json(_[a-z0-9]+)*\.[ch]$};
	return 'rules';
}

sub check_include {
	my ($file, $line, $inc, $quoted) = @_;
	my $feature = feature($file);
	my $role = role($file, $feature);
	my $other = feature($inc);
	my ($top) = $file =~ m{^([^/]+)/};
	my $say = sub { fault($file, $line, "$_[0] must not include $inc") };

	fault($file, $line, "include $inc is not a path from the root")
	    if $quoted && !-f $inc;
	if ($inc eq 'sqlite3.h') {
		$say->("only server/db") unless $file =~ m{^(server/db|tests)/};
	}
	if ($inc =~ m{^(ncurses|curses|panel|term|form|menu)[a-z]*\.h$} ||
	    $inc =~ m{^ncursesw/}) {
		$say->("code outside tui/term") unless $file =~ m{^tui/term/};
	}
	$say->("common") if $top eq 'common' && $inc =~ m{^(server|tui|tests)/};
	$say->("the client") if $top eq 'tui' && $inc =~ m{^(server|tests)/};
	$say->("the server") if $top eq 'server' && $inc =~ m{^(tui|tests)/} &&
	    $file !~ m{^server/ctl/};
	# It drives the core from outside and knows only its two doors.
	$say->("the demo") if $file =~ m{^server/demo/} && $quoted &&
	    $inc !~ m{^(common/|server/demo/|server/app\.h$|server/core/worker\.h$)};
	if (defined $other && defined $feature && $other ne $feature) {
		$say->("another feature") if $inc =~ m{_store(_[a-z0-9]+)*\.h$};
		$say->("a store") if $role eq 'store' && $inc !~ $pure;
		# Nothing includes a handler: it closes no cycle.
		if ($role ne 'rpc' && $inc !~ $pure) {
			$edge{$feature}{$other} = 1;
			$place{"$feature $other"} //= "$file:$line";
		}
	}
	$say->("only a store") if $inc =~ m{_sql\.h$} && $role ne 'store';
	if ($inc =~ m{^(jansson\.h|common/json(_write)?\.h)$}) {
		$say->("a store") if $role eq 'store';
		$say->("a rules file") if $role eq 'rules' &&
		    $file =~ m{\.c$} &&
		    !$json_is_its_subject{"server/$feature"};
	}
}

sub check_file {
	my ($file) = @_;
	my $sql_ok = $file =~ m{_(store|sql)(_[a-z0-9]+)*\.[ch]$} ||
	    $file =~ m{^(server/db|tests)/};
	open(my $in, '<', $file) or die "$file: $!\n";
	while (my $text = <$in>) {
		if ($text =~ m{^\s*#\s*include\s+(["<])([^">]+)[">]}) {
			check_include($file, $., $2, $1 eq '"');
			next;
		}
		next if $sql_ok;
		fault($file, $., "SQL outside a store") if $text =~
		    m{"\s*(SELECT\s|INSERT\s+(OR\s|INTO\s)|DELETE\s+FROM|UPDATE\s+[a-z_]+\s+SET|CREATE\s+(TABLE|INDEX)|PRAGMA\s|WITH\s+[a-z_]+\s*\()};
	}
	close($in);
	return if $file =~ m{^tests/} || $file !~ m{\.c$};
	my ($name) = $file =~ m{([^/]+)$};
	fault($file, 1, "base name stands twice: $base{$name}")
	    if $base{$name} && $name ne 'main.c';
	$base{$name} = $file;
}

# Depth first; a feature met again on the way is a cycle.
my %done;
sub walk {
	my ($at, @way) = @_;
	my @loop = grep { $way[$_] eq $at } 0 .. $#way;
	if (@loop) {
		my @cycle = (@way[$loop[0] .. $#way], $at);
		my @where = map { "$cycle[$_] -> $cycle[$_ + 1] (" .
		    $place{"$cycle[$_] $cycle[$_ + 1]"} . ")" }
		    0 .. $#cycle - 1;
		my ($file, $line) = split(/:/, $place{"$cycle[0] $cycle[1]"});
		fault($file, $line, "cycle of features: " . join(", ", @where));
		return;
	}
	return if $done{$at};
	walk($_, @way, $at) for sort keys %{ $edge{$at} // {} };
	$done{$at} = 1;
}

check_file($_) for grep { m{^(server|tui|common|tests)/.*\.[ch]$} } @ARGV;
walk($_) for sort keys %edge;
exit $bad;
