/* Themes: every one loads and stays readable at every depth. */
/* covers: PERS-01 HUB-11 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>

#include "common/embed.h"
#include "common/str.h"
#include "tui/theme/theme.h"

#define BASE "default = #d0d0d0 on #000000\n"

static void
all_built_in_themes_load(void **state)
{
	struct theme t;
	struct theme_error err;
	char ids[16][32];
	int n = theme_list(NULL, ids, 16);

	(void)state;
	assert_true(n >= 4);
	for (int i = 0; i < n; i++) {
		if (!theme_load(&t, ids[i], NULL, &err))
			fail_msg("%s line %d: %s", ids[i], err.line, err.text);
		assert_string_equal(t.id, ids[i]);
		assert_string_not_equal(t.name, ids[i]);
	}
}

static int
shown(int c, int dflt, enum term_depth depth)
{
	if (c < 0)
		return dflt;
	return depth == DEPTH_TRUE ? c : colour_palette(c);
}

static void
check_look(
    const struct theme *t, const struct look *l, int ink, enum term_depth depth)
{
	static const int limit[] = { 0, 8, 16, 256, 0x1000000 };
	char name[32];
	int contrast;

	if (depth == DEPTH_MONO) {
		assert_int_equal(l->fg, -1);
		assert_int_equal(l->bg, -1);
		return;
	}
	assert_true(l->fg >= -1 && l->fg < limit[depth]);
	assert_true(l->bg >= -1 && l->bg < limit[depth]);
	contrast = colour_contrast(
	    shown(l->fg, t->fg, depth), shown(l->bg, t->bg, depth));
	if (contrast < 300)
		fail_msg("%s %s depth %d: %d (%d on %d)", t->id,
		    ink_name(ink, name), depth, contrast, l->fg, l->bg);
}

static void
every_depth_is_readable(void **state)
{
	struct theme t;
	struct theme_error err;
	struct look looks[INK_MAX];
	char ids[16][32];
	int n = theme_list(NULL, ids, 16);

	(void)state;
	for (int i = 0; i < n; i++) {
		assert_true(theme_load(&t, ids[i], NULL, &err));
		for (int d = DEPTH_MONO; d <= DEPTH_TRUE; d++) {
			theme_looks(&t, (enum term_depth)d, looks);
			for (int k = 0; k < INK_MAX; k++)
				check_look(
				    &t, &looks[k], k, (enum term_depth)d);
		}
	}
}

/* What the user must find on the screen differs from plain text everywhere. */
static void
selection_and_focus_stand_out(void **state)
{
	static const int inks[] = { INK_SELECTION, INK_CURSOR, INK_TITLE,
		INK_BUTTON_FOCUS, INK_INPUT_FOCUS, INK_ERROR, INK_TOAST_ERROR };
	struct theme t;
	struct theme_error err;
	struct look l[INK_MAX];
	char ids[16][32];
	int n = theme_list(NULL, ids, 16);

	(void)state;
	for (int i = 0; i < n * (DEPTH_TRUE + 1); i++) {
		assert_true(theme_load(&t, ids[i / 5], NULL, &err));
		theme_looks(&t, (enum term_depth)(i % 5), l);
		for (size_t k = 0; k < sizeof inks / sizeof inks[0]; k++)
			if (memcmp(&l[INK_TEXT], &l[inks[k]], sizeof *l) == 0)
				fail_msg("%s depth %d: ink %d looks like text",
				    t.id, i % 5, inks[k]);
	}
}

static void
refuse(const char *text, int line, const char *what)
{
	struct theme t;
	struct theme_error err = { .line = -7 };

	if (theme_parse(&t, "x", text, &err))
		fail_msg("accepted: %s", text);
	if (err.line != line || strstr(err.text, what) == NULL)
		fail_msg("line %d: %s", err.line, err.text);
}

static void
errors_name_their_line(void **state)
{
	(void)state;
	refuse("name = x\n", 0, "default is missing");
	refuse("text = #ffffff\n", 1, "default must come");
	refuse(BASE "slot.fool = #ffffff\n", 2, "unknown ink");
	refuse(BASE "\n# c\nerror = #fffff\n", 4, "bad colour");
	refuse(BASE "error = #ffffff on\n", 2, "unknown attribute");
	refuse(BASE "error = #ffffff on mauve\n", 2, "bad colour");
	refuse(BASE "error = #ffffff blink\n", 2, "unknown attribute");
	refuse(BASE "error = red\nerror = red\n", 3, "twice");
	refuse(BASE "error\n", 2, "expected");
	refuse(BASE "error = #303030 on default\n", 2, "contrast");
	refuse(BASE "error = #202020 on #101010\n", 2, "contrast");
	refuse("default = #111111 on #000000\n", 1, "contrast");
	refuse(BASE BASE, 2, "twice");
}

static void
short_theme_uses_fallbacks(void **state)
{
	struct theme t;
	struct theme_error err;

	(void)state;
	assert_true(theme_parse(
	    &t, "x", BASE "error = #ff8080 on default bold # loud\n", &err));
	assert_int_equal(t.inks[INK_ERROR].fg.value, 0xff8080);
	assert_int_equal(t.inks[INK_ERROR].attr, ATTR_BOLD);
	/* SLOT_RED falls back to ERROR, HOLIDAY too */
	assert_int_equal(t.inks[INK_SLOT_RED].fg.value, 0xff8080);
	assert_int_equal(t.inks[INK_HOLIDAY].fg.value, 0xff8080);
	assert_int_equal(t.inks[INK_BORDER].fg.kind, COLOUR_DEFAULT);
}

static void
fallbacks_stand_above(void **state)
{
	char name[32];

	(void)state;
	for (int i = 0; i < INK_MAX; i++) {
		assert_true(ink_fallback(i) <= i);
		assert_true(ink_fallback(i) < i || i == INK_TEXT);
		assert_true(ink_purpose(i)[0] != '\0');
		assert_int_equal(ink_by_name(ink_name(i, name)), i);
	}
	assert_int_equal(ink_by_name("slot.green"), INK_SLOT_GREEN);
	assert_int_equal(ink_by_name("nothing"), -1);
}

static void
aliases_and_unknown_ids(void **state)
{
	struct theme t;
	struct theme_error err;

	(void)state;
	assert_true(theme_load(&t, "auto", NULL, &err));
	assert_string_equal(t.id, "night");
	assert_true(theme_load(&t, "light", NULL, &err));
	assert_string_equal(t.id, "day");
	assert_false(theme_load(&t, "../../etc/passwd", "/tmp", &err));
	assert_int_equal(err.line, 0);
}

static void
own_folder_wins(void **state)
{
	char dir[] = "/tmp/hub-theme-XXXXXX", path[64], ids[16][32];
	struct theme t;
	struct theme_error err;
	FILE *f;
	int n;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/night.theme", dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("name = Mine\n" BASE, f);
	fclose(f);
	assert_true(theme_load(&t, "night", dir, &err));
	assert_string_equal(t.name, "Mine");
	assert_true(theme_load(&t, "day", dir, &err));
	n = theme_list(dir, ids, 16);
	assert_int_equal(n, theme_list(NULL, ids, 16)); /* no double */
	unlink(path);
	rmdir(dir);
}

static void
colours_map_to_the_nearest(void **state)
{
	(void)state;
	assert_int_equal(colour_contrast(0, 0xffffff), 2100);
	assert_int_equal(colour_contrast(0x777777, 0x777777), 100);
	assert_int_equal(colour_nearest(0xffffff, 256), 231);
	assert_int_equal(colour_nearest(0x000000, 256), 16);
	assert_int_equal(colour_nearest(0x5f87af, 256), 67);
	assert_int_equal(colour_nearest(0x080808, 256), 232);
	assert_int_equal(colour_nearest(0xff0000, 16), 9);
	assert_int_equal(colour_nearest(0xd00000, 8), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_built_in_themes_load),
		cmocka_unit_test(every_depth_is_readable),
		cmocka_unit_test(selection_and_focus_stand_out),
		cmocka_unit_test(errors_name_their_line),
		cmocka_unit_test(short_theme_uses_fallbacks),
		cmocka_unit_test(fallbacks_stand_above),
		cmocka_unit_test(aliases_and_unknown_ids),
		cmocka_unit_test(own_folder_wins),
		cmocka_unit_test(colours_map_to_the_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
