/* The classifier of titles and colours: the table of booking.md 19.6 first. */
/* covers: CAL-04 DATA-09 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "server/outcomes/outcomes_classify.h"

struct row {
	const char *title;
	int color;
	const char *outcome, *status, *source;
};

/* Appointment over, looked at on the next day. */
static const struct row ended[] = {
	{ "Muster, Erika", 2, "completed", "appeared", "color" },
	{ "Muster, Erika", 7, "completed", "appeared", "color" },
	{ "Muster, Erika", 0, "completed", "appeared", "default" },
	{ "Muster, Erika", 3, "completed", "recall", "color" },
	{ "Muster, Erika", 5, "completed", "special", "color" },
	{ "Muster, Erika", 11, "no_show", "no_show", "color" },
	{ "Muster, Erika", 6, "no_show", "cancelled", "color" },
	{ "Muster, Erika", 4, "no_show", "no_show", "color" },
	{ "Muster, Erika", 8, "completed", "appeared", "color" },
	{ "Muster, Erika ( erschienen )", 11, "completed", "appeared",
	    "title" },
	{ "Muster, Erika ( nicht erschienen )", 2, "no_show", "no_show",
	    "title" },
	{ "Muster, Erika (Ghost)", 2, "ghost", "ghost", "title" },
	{ "Muster, Erika ( Verschoben )", 6, "rescheduled", "rescheduled",
	    "title" },
	{ "Muster, Erika ( Überhang )", 6, "overhang", "overhang", "title" },
	{ "Muster, Erika ueberhang", 2, "overhang", "overhang", "title" },
	{ "Muster, Erika ( abgesagt )", 2, "cancelled", "cancelled", "title" },
	{ "Muster, Erika ( exit )", 6, "exit", "exit", "title" },
	{ "Muster, Erika ( ? )", 11, "no_show", "no_show", "color" },
	{ "Muster, Erika ( Vorbehalt )", 2, "pending", "pending", "title" },
	{ "Ghostmann, Max", 2, "completed", "appeared", "color" },
	{ "Muster, Erika (englisch)", 2, "completed", "appeared", "color" },
	{ "07", 2, "ignore", "", "title" },
	{ "07", 11, "ignore", "", "title" },
	{ "T1-bereit", 2, "ignore", "", "title" },
	{ "Muster, Erika ( Ghost ) ( erschienen )", 11, "completed", "appeared",
	    "title" },
	/* markers: any case, any blanks, decomposed, last known one wins */
	{ "Muster, Erika (GHOST)", 2, "ghost", "ghost", "title" },
	{ "Muster, Erika (  nicht   erschienen  )", 2, "no_show", "no_show",
	    "title" },
	{ "Muster, Erika (\xC2\xA0Ghost\xC2\xA0)", 2, "ghost", "ghost",
	    "title" },
	{ "Muster, Erika ( U\xCC\x88"
	  "BERHANG )",
	    6, "overhang", "overhang", "title" },
	{ "Muster, Erika ( ueberhang )", 6, "overhang", "overhang", "title" },
	{ "Muster, Erika ( No Show )", 2, "no_show", "no_show", "title" },
	{ "Muster, Erika (noshow)", 2, "no_show", "no_show", "title" },
	{ "Muster, Erika ( no-show )", 2, "no_show", "no_show", "title" },
	{ "Muster, Erika ( Ghost ) (englisch)", 2, "ghost", "ghost", "title" },
	{ "( Verschoben ) Muster, Erika", 2, "rescheduled", "rescheduled",
	    "title" },
	{ "Muster ( Ghost ), Erika", 2, "ghost", "ghost", "title" },
	{ "Muster, Erika (( Ghost ))", 2, "ghost", "ghost", "title" },
	{ "Muster, Erika ( Exit )!", 6, "exit", "exit", "title" },
	/* a marker among other words in parentheses is no marker */
	{ "Muster, Erika ( war Ghost )", 2, "completed", "appeared", "color" },
	/* keywords outside parentheses: whole words, in this order */
	{ "Muster, Erika ghost", 2, "ghost", "ghost", "title" },
	{ "Muster, Erika - nicht erschienen", 2, "no_show", "no_show",
	    "title" },
	{ "Muster, Erika no show", 2, "no_show", "no_show", "title" },
	{ "Muster, Erika NOSHOW!", 2, "no_show", "no_show", "title" },
	{ "Muster, Erika erschienen", 11, "completed", "appeared", "title" },
	{ "Muster, Erika abgesagt, verschoben", 2, "cancelled", "cancelled",
	    "title" },
	{ "Muster, Erika verschoben Exit", 2, "exit", "exit", "title" },
	{ "Muster, Erika Vorbehalt", 2, "pending", "pending", "title" },
	{ "Muster, Erika ( Ghost", 2, "ghost", "ghost", "title" },
	{ "Überhangen, Max", 2, "completed", "appeared", "color" },
	{ "Exitus, Max", 2, "completed", "appeared", "color" },
	{ "Öexit, Max", 2, "completed", "appeared", "color" },
	{ "Abgesagter, Max", 6, "no_show", "cancelled", "color" },
	/* placeholders and readiness */
	{ " 12 ", 0, "ignore", "", "title" },
	{ "T1 bereit", 2, "ignore", "", "title" },
	{ "T1 - Bereit", 2, "ignore", "", "title" },
	{ "t1bereit", 2, "ignore", "", "title" },
	{ "bereit für T1", 2, "ignore", "", "title" },
	{ "T1 nicht bereit", 2, "completed", "appeared", "color" },
	{ "kein T1 bereit", 2, "completed", "appeared", "color" },
	{ "Bereiter, T1", 2, "completed", "appeared", "color" },
	{ "12a", 2, "completed", "appeared", "color" },
	/* nothing to read is decided by colour as well */
	{ "", 11, "no_show", "no_show", "color" },
	{ "()", 2, "completed", "appeared", "color" },
	{ "Muster, Erika", 10, "completed", "appeared", "color" },
	{ "Muster, Erika", 1, "completed", "appeared", "color" },
	{ "Muster, Erika", 9, "completed", "appeared", "color" },
};

/* Running or future: only what the title says counts. */
static const struct row open_[] = {
	{ "Muster, Erika", 2, "pending", "pending", "default" },
	{ "Muster, Erika", 11, "pending", "pending", "default" },
	{ "Muster, Erika", 0, "pending", "pending", "default" },
	{ "Muster, Erika ( ? )", 6, "pending", "pending", "default" },
	{ "Muster, Erika ( Abgesagt )", 2, "cancelled", "cancelled", "title" },
	{ "Muster, Erika verschoben", 2, "rescheduled", "rescheduled",
	    "title" },
	{ "Muster, Erika ( Vorbehalt )", 2, "pending", "pending", "title" },
	{ "07", 2, "ignore", "", "title" },
	{ "T1-bereit", 2, "ignore", "", "title" },
};

static void
check(const struct row *rows, size_t n, bool over)
{
	struct classified c;
	size_t i;

	for (i = 0; i < n; i++) {
		c = outcomes_classify(rows[i].title, rows[i].color, over);
		print_message("# %s / %d\n", rows[i].title, rows[i].color);
		assert_string_equal(outcomes_name(c.outcome), rows[i].outcome);
		assert_string_equal(c.status, rows[i].status);
		assert_string_equal(c.source, rows[i].source);
	}
}

static void
ended_appointments_are_judged_by_title_then_colour(void **state)
{
	(void)state;
	check(ended, sizeof(ended) / sizeof(ended[0]), true);
}

static void
open_appointments_are_judged_by_title_only(void **state)
{
	(void)state;
	check(open_, sizeof(open_) / sizeof(open_[0]), false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    ended_appointments_are_judged_by_title_then_colour),
		cmocka_unit_test(open_appointments_are_judged_by_title_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
