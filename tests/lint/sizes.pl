#!/usr/bin/perl
# sizes.pl FILE...: functions up to 80 lines and 5 parameters, files up to 800
# lines. A file without a function (a pure table) may be longer.
use strict;
use warnings;

my ($max_function, $max_file, $max_parameters) = (80, 800, 5);
my $bad = 0;

sub fault {
	print "$_[0]:$_[1]: $_[2]\n";
	$bad = 1;
}

# Parameters of a definition's text from its name to the line before "{".
sub parameters {
	my ($text) = @_;
	return 0 unless $text =~ m{\((.*)\)}s;
	my ($list, $depth, $n) = ($1, 0, 0);
	return 0 if $list =~ m{^\s*(void)?\s*$};
	for my $c (split(//, $list)) {
		$depth++ if $c eq '(';
		$depth-- if $c eq ')';
		$n++ if $c eq ',' && $depth == 0;
	}
	$n-- if $list =~ m{,\s*\.\.\.\s*$};
	return $n + 1;
}

sub check {
	my ($file) = @_;
	open(my $in, '<', $file) or die "$file: $!\n";
	my @lines = <$in>;
	close($in);
	my ($start, $name, $functions) = (0, '', 0);
	for my $i (0 .. $#lines) {
		my $text = $lines[$i];
		if ($text =~ m{^([A-Za-z_]\w*)\(}) {
			($start, $name) = ($i, $1);
		} elsif ($text =~ m{^\{} && $name ne '') {
			my $head = join('', @lines[$start .. $i - 1]);
			my $n = parameters($head);
			$functions++;
			fault($file, $start + 1, "$name has $n parameters, " .
			    "at most $max_parameters")
			    if $n > $max_parameters;
		} elsif ($text =~ m{^\}} && $name ne '') {
			my $n = $i - $start + 1;
			fault($file, $start + 1, "$name has $n lines, at most " .
			    $max_function) if $n > $max_function;
			$name = '';
		} elsif ($text =~ m{;\s*$} && $text =~ m{^\s*\S.*\)[^\{]*;} &&
		    $name ne '' && !grep { m{^\{} } @lines[$start .. $i]) {
			$name = ''; # a prototype or a macro call
		}
	}
	fault($file, 1, scalar(@lines) . " lines, at most $max_file")
	    if @lines > $max_file && $functions;
}

check($_) for grep { m{\.[ch]$} } @ARGV;
exit $bad;
