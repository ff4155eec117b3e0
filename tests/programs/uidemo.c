/* A client without a server: every widget on a few screens, for the screen
 * tests. Options: --lang de|en, --theme ID, --home form|month|chart. */
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/date.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/term/locale.h"
#include "tui/ui/chart.h"
#include "tui/ui/dialog.h"
#include "tui/ui/form.h"
#include "tui/ui/list.h"
#include "tui/ui/month.h"
#include "tui/ui/tabs.h"
#include "tui/ui/ui.h"

#define TODAY date_make(2026, 3, 12)

static int64_t
mono_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* ---- people: a list ---- */

struct person {
	int64_t id;
	const char *name, *team, *city;
	int points;
};

static const struct person people[] = {
	{ 11, "Anna Müller", "Nord", "Kiel", 1250 },
	{ 12, "Bernd Öztürk", "Süd", "München", 980 },
	{ 13, "Clara Weiß", "Nord", "Hamburg", 1411 },
	{ 14, "Dörte Jürgensen", "West", "Köln", 77 },
	{ 15, "Emil Straße", "Ost", "Görlitz", 640 },
	{ 16, "Fatma Yıldız", "West", "Essen", 1020 },
	{ 17, "Gerd 山田", "Süd", "Tokio", 333 },
	{ 18, "Hanna Groß", "Nord", "Lübeck", 870 },
};

enum { N_PEOPLE = 40 };

struct list_state {
	struct list list;
	int removed; /* people taken away at the front */
};

static int
person_count(void *ctx)
{
	return N_PEOPLE - ((struct list_state *)ctx)->removed;
}

static const struct person *
person(void *ctx, int row)
{
	row += ((struct list_state *)ctx)->removed;
	return &people[row % 8];
}

static int64_t
person_id(void *ctx, int row)
{
	return 1000 + row + ((struct list_state *)ctx)->removed;
}

static void
person_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct person *p = person(ctx, row);

	switch (col) {
	case 0:
		buf_adds(out->text, p->name);
		break;
	case 1:
		buf_adds(out->text, p->team);
		break;
	case 2:
		buf_addf(out->text, "%d", p->points);
		out->ink = p->points > 1000 ? INK_SUCCESS : INK_TEXT;
		break;
	case 3:
		buf_adds(out->text, p->city);
		out->ink = INK_MUTED;
		break;
	case 4:
		buf_addf(out->text, "%lld", (long long)person_id(ctx, row));
		out->ink = INK_MUTED;
		break;
	}
}

static const struct list_col person_cols[] = {
	{ N_("Name"), 16, 2, 0, 0 },
	{ "Team", 6, 1, 1, 0 },
	{ "Punkte", 6, 0, 0, COL_RIGHT },
	{ "Ort", 10, 1, 2, 0 },
	{ "Nr.", 5, 0, 3, COL_RIGHT },
	{ 0 },
};

static const struct list_source person_source = {
	.cols = person_cols,
	.count = person_count,
	.id = person_id,
	.cell = person_cell,
};

/* ---- a form ---- */

struct form_state {
	struct form form;
};

static int
complete_city(void *ctx, const char *typed, char out[][FORM_MATCH_LEN])
{
	static const char *const all[] = { "Hamburg", "Hannover", "Hanau",
		"Kiel", "Köln" };
	int n = 0;

	(void)ctx;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (strncasecmp(all[i], typed, strlen(typed)) == 0)
			str_copy(out[n++], FORM_MATCH_LEN, all[i]);
	return n;
}

static const char *const potentials[] = { "hoch", "mittel", "niedrig", NULL };

static const struct form_field fields[] = {
	{ .label = "Angaben zum Kunden. Felder mit * sind nötig.",
	    .kind = FIELD_NOTE },
	{ .name = "last_name", .label = "Nachname", .max = 20, .required = 1 },
	{ .name = "first_name", .label = "Vorname", .max = 20 },
	{ .name = "city",
	    .label = "Ort",
	    .complete = complete_city,
	    .hint = "mit Vorschlägen" },
	{ .name = "date", .label = "Termin", .kind = FIELD_DATE },
	{ .name = "potential",
	    .label = "Potential",
	    .kind = FIELD_CHOICE,
	    .choices = potentials },
	{ .name = "remind",
	    .label = "Erinnern",
	    .kind = FIELD_CHECK,
	    .hint = "am Tag davor" },
	{ .name = "pin", .label = "Kennwort", .kind = FIELD_SECRET, .max = 24 },
	{ .name = "note", .label = "Notiz", .kind = FIELD_AREA, .max = 200 },
	{ 0 },
};

static void
form_enter(struct ui *ui, void *state, const void *arg)
{
	struct form_state *s = state;

	(void)arg;
	form_init(&s->form, fields, s);
	s->form.today = ui->today;
}

static void
form_leave(struct ui *ui, void *state)
{
	(void)ui;
	form_done(&((struct form_state *)state)->form);
}

static void
form_paint(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	form_draw(&((struct form_state *)state)->form, c);
}

static void
form_saved(struct ui *ui, struct form *f)
{
	if (str_eq(form_text(f, "last_name"), "Fehler")) {
		form_error(f, "last_name", "Der Server mag das nicht");
		return;
	}
	ui_toast(ui, TOAST_SUCCESS, "%s|%s|%s|%s|%d|%d|%zu",
	    form_text(f, "last_name"), form_text(f, "first_name"),
	    form_text(f, "city"), form_text(f, "date"),
	    form_choice(f, "potential"), form_checked(f, "remind"),
	    strlen(form_text(f, "pin")));
	form_clean(f);
	ui_back(ui);
}

static bool
form_event(struct ui *ui, void *state, enum form_event ev)
{
	struct form_state *s = state;

	if (ev == FORM_SUBMIT)
		form_saved(ui, &s->form);
	if (ev == FORM_LEAVE)
		ui_back(ui);
	return ev != FORM_IGNORED;
}

static bool
form_keys(struct ui *ui, void *state, uint32_t key)
{
	struct form_state *s = state;

	return form_event(ui, state, form_key(&s->form, key));
}

static bool
form_pasted(struct ui *ui, void *state, const char *text)
{
	struct form_state *s = state;

	return form_event(ui, state, form_paste(&s->form, text));
}

static bool
form_clicked(struct ui *ui, void *state, const struct mouse *m)
{
	struct form_state *s = state;

	return form_event(ui, state, form_mouse(&s->form, m));
}

static bool
form_may_leave(struct ui *ui, void *state)
{
	(void)ui;
	return !form_is_dirty(&((struct form_state *)state)->form);
}

static const struct key_action form_rows_keys[] = {
	FORM_KEY_ROWS,
	{ 0 },
};

static const struct screen_ops scr_form = {
	.id = "form",
	.title = "Formular",
	.state_size = sizeof(struct form_state),
	.keys = form_rows_keys,
	.enter = form_enter,
	.leave = form_leave,
	.draw = form_paint,
	.key = form_keys,
	.paste = form_pasted,
	.mouse = form_clicked,
	.may_leave = form_may_leave,
};

static const struct screen_ops scr_popup = {
	.id = "popup",
	.title = "Neuer Kunde",
	.state_size = sizeof(struct form_state),
	.popup_rows = 13,
	.popup_cols = 56,
	.keys = form_rows_keys,
	.enter = form_enter,
	.leave = form_leave,
	.draw = form_paint,
	.key = form_keys,
	.paste = form_pasted,
	.mouse = form_clicked,
	.may_leave = form_may_leave,
};

/* ---- calendar ---- */

struct month_state {
	struct month month;
};

static unsigned
day_marks(void *ctx, int date)
{
	(void)ctx;
	if (date == date_make(2026, 4, 3))
		return DAY_HOLIDAY | DAY_BLOCKED;
	return date % 7 == 3		? DAY_MARK
	       : date_weekday(date) > 4 ? DAY_BLOCKED
					: 0;
}

static void
month_enter(struct ui *ui, void *state, const void *arg)
{
	struct month_state *s = state;

	(void)arg;
	s->month = (struct month){
		.date = ui->today, .today = ui->today, .marks = day_marks
	};
}

static void
month_paint(struct ui *ui, void *state, const struct canvas *c)
{
	struct month_state *s = state;
	struct canvas part = canvas_sub(c, AREA(1, 2, MONTH_ROWS, MONTH_COLS));
	char text[UI_DATE];

	(void)ui;
	month_draw(&s->month, &part);
	canvas_text(
	    c, MONTH_ROWS + 2, 2, INK_TEXT, ui_date_long(s->month.date, text));
	canvas_text(
	    c, MONTH_ROWS + 3, 2, INK_MUTED, ui_week(s->month.date, 1, text));
}

static bool
month_event(struct ui *ui, enum month_event ev)
{
	if (ev == MONTH_CHOSEN)
		ui_toast(ui, TOAST_INFO, "gewählt");
	return ev != MONTH_IGNORED;
}

static bool
month_keys(struct ui *ui, void *state, uint32_t key)
{
	return month_event(
	    ui, month_key(&((struct month_state *)state)->month, key));
}

static bool
month_clicked(struct ui *ui, void *state, const struct mouse *m)
{
	return month_event(
	    ui, month_mouse(&((struct month_state *)state)->month, m));
}

static const struct screen_ops scr_month = {
	.id = "month",
	.title = "Kalender",
	.state_size = sizeof(struct month_state),
	.enter = month_enter,
	.draw = month_paint,
	.key = month_keys,
	.mouse = month_clicked,
};

/* ---- charts under tabs ---- */

struct chart_state {
	struct tabs tabs;
};

static const char *const tab_names[] = { "Balken", "Säulen", "Verlauf", NULL };

static const struct chart_bar bars[] = {
	{ "Anna Müller", NULL, 125, 0 },
	{ "Bernd", NULL, 98, INK_CHART_ALT },
	{ "Clara", "62,5 %", 62, 0 },
	{ "Dörte", NULL, 1, 0 },
	{ "Emil", NULL, 0, 0 },
	{ 0 },
};

static void
chart_enter(struct ui *ui, void *state, const void *arg)
{
	(void)ui;
	(void)arg;
	((struct chart_state *)state)->tabs.names = tab_names;
}

static void
chart_paint(struct ui *ui, void *state, const struct canvas *c)
{
	static const long run[] = { 1, 3, 2, 5, 8, 6, 7, 9, 4, 2, 0, 3 };
	struct chart_state *s = state;
	struct canvas part = canvas_sub(c, AREA(TABS_ROWS + 1, 0, 10, c->cols));

	(void)ui;
	tabs_draw(&s->tabs, c);
	if (s->tabs.open == 0)
		chart_bars(&part, bars);
	else if (s->tabs.open == 1)
		chart_columns(&part, bars);
	else
		chart_spark(&part, SPAN(0, 0, 12), run, 12);
}

static bool
chart_keys(struct ui *ui, void *state, uint32_t key)
{
	(void)ui;
	return tabs_key(&((struct chart_state *)state)->tabs, key, true);
}

static bool
chart_clicked(struct ui *ui, void *state, const struct mouse *m)
{
	(void)ui;
	return tabs_mouse(&((struct chart_state *)state)->tabs, m);
}

static const struct screen_ops scr_chart = {
	.id = "chart",
	.title = "Auswertung",
	.state_size = sizeof(struct chart_state),
	.enter = chart_enter,
	.draw = chart_paint,
	.key = chart_keys,
	.mouse = chart_clicked,
};

/* ---- the home screen ---- */

static void
home_enter(struct ui *ui, void *state, const void *arg)
{
	struct list_state *s = state;

	(void)ui;
	(void)arg;
	list_init(&s->list, &person_source, s);
}

static void
home_leave(struct ui *ui, void *state)
{
	(void)ui;
	list_done(&((struct list_state *)state)->list);
}

static void
home_paint(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	list_draw(&((struct list_state *)state)->list, c);
}

static bool
home_event(struct ui *ui, void *state, enum list_event ev)
{
	struct list_state *s = state;

	if (ev == LIST_ACTIVATE)
		ui_toast(ui, TOAST_INFO, "Nr. %lld geöffnet",
		    (long long)list_id(&s->list));
	return ev != LIST_IGNORED;
}

static bool
home_keys(struct ui *ui, void *state, uint32_t key)
{
	struct list_state *s = state;

	return home_event(ui, state, list_key(&s->list, key));
}

static bool
home_clicked(struct ui *ui, void *state, const struct mouse *m)
{
	struct list_state *s = state;

	return home_event(ui, state, list_mouse(&s->list, m));
}

static const char *
home_subtitle(struct ui *ui, void *state)
{
	(void)ui;
	(void)state;
	return "KW 11/2026";
}

static void
open_form(struct ui *ui, void *state)
{
	(void)state;
	ui_open(ui, &scr_form, NULL);
}

static void
open_popup(struct ui *ui, void *state)
{
	(void)state;
	ui_open(ui, &scr_popup, NULL);
}

static void
open_month(struct ui *ui, void *state)
{
	(void)state;
	ui_open(ui, &scr_month, NULL);
}

static void
open_chart(struct ui *ui, void *state)
{
	(void)state;
	ui_open(ui, &scr_chart, NULL);
}

static void
answered(struct ui *ui, void *state, const struct dialog_answer *a)
{
	(void)state;
	ui_toast(ui, a->ok ? TOAST_SUCCESS : TOAST_WARNING,
	    "ok=%d wahl=%d text=%s", a->ok, a->choice, a->text);
}

static void
ask_delete(struct ui *ui, void *state)
{
	(void)state;
	ui_confirm_danger(ui, "Löschen",
	    "Den Eintrag wirklich löschen? Das lässt sich nicht rückgängig "
	    "machen.",
	    answered);
}

static void
ask_choice(struct ui *ui, void *state)
{
	static const char *const items[] = { "Anna", "Bernd", "Clara", NULL };

	(void)state;
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = "Wer?",
			  .text = "Bitte wählen:",
			  .items = items,
			  .done = answered });
}

static void
ask_name(struct ui *ui, void *state)
{
	(void)state;
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_PROMPT,
			  .title = "Name",
			  .text = "Neuer Name:",
			  .value = "Max",
			  .max = 12,
			  .done = answered });
}

static void
show_error(struct ui *ui, void *state)
{
	(void)state;
	ui_error_screen(ui, "Interner Fehler",
	    "Der Server konnte die Anfrage nicht ausführen. Die Verwaltung "
	    "wurde benachrichtigt.",
	    "ERR-20260312-094100-7F3A");
}

static void
remove_first(struct ui *ui, void *state)
{
	struct list_state *s = state;

	(void)ui;
	s->removed++;
	list_refresh(&s->list);
}

static void
toggle_busy(struct ui *ui, void *state)
{
	(void)state;
	if (ui->busy > 0)
		ui_ready(ui);
	else
		ui_busy(ui);
}

static const struct key_action home_rows[] = {
	{ 'n', "neu", "slots.book", open_form, 0, KEY_FIRST,
	    "Neuen Kunden anlegen" },
	{ 'p', "Fenster", NULL, open_popup, 0, 0, NULL },
	{ 'k', "Kalender", NULL, open_month, 0, 0, NULL },
	{ 'c', "Auswertung", NULL, open_chart, 0, 0, NULL },
	{ 'x', "löschen", "slots.cancel", ask_delete, K_DELETE, 0, NULL },
	{ 'v', "verboten", "users.delete", ask_delete, 0, 0, NULL },
	{ 'w', "wählen", NULL, ask_choice, 0, KEY_NO_FOOTER, NULL },
	{ 'r', "umbenennen", NULL, ask_name, 0, KEY_NO_FOOTER, NULL },
	{ 'e', "Fehler", NULL, show_error, 0, KEY_NO_FOOTER, NULL },
	{ 'z', "erste weg", NULL, remove_first, 0, KEY_NO_FOOTER, NULL },
	{ 'b', "Ruf", NULL, toggle_busy, 0, KEY_NO_FOOTER, NULL },
	{ 0 },
};

static const struct screen_ops scr_home = {
	.id = "people",
	.title = "Personen",
	.state_size = sizeof(struct list_state),
	.keys = home_rows,
	.enter = home_enter,
	.leave = home_leave,
	.draw = home_paint,
	.key = home_keys,
	.mouse = home_clicked,
	.subtitle = home_subtitle,
};

static bool
allowed(void *app, const char *op)
{
	(void)app;
	return !str_eq(op, "users.delete");
}

static const struct ui_hooks hooks = { .allowed = allowed };

static int
winch_fd(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGWINCH);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static int
wait_ms(const struct ui *ui)
{
	int64_t next = ui_next_tick(ui), now = mono_now();

	if (next == INT64_MAX)
		return -1;
	return next <= now ? 0 : (int)(next - now);
}

static void
loop(struct ui *ui, int winch)
{
	struct signalfd_siginfo si;

	while (!ui->quit) {
		struct pollfd p[2] = { { ui_fd(ui), POLLIN, 0 },
			{ winch, POLLIN, 0 } };

		ui_paint(ui);
		if (ui->busy == 0)
			term_sync_idle(ui->term);
		if (poll(p, 2, wait_ms(ui)) < 0)
			continue;
		if (p[1].revents != 0 &&
		    read(winch, &si, sizeof si) == sizeof si)
			ui_resized(ui, mono_now());
		if (p[0].revents != 0)
			ui_input(ui, mono_now());
		ui_tick(ui, mono_now());
	}
}

struct options {
	const char *lang, *theme;
};

static bool
read_options(struct options *o, int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i += 2) {
		if (str_eq(argv[i], "--lang"))
			o->lang = argv[i + 1];
		else if (str_eq(argv[i], "--theme"))
			o->theme = argv[i + 1];
		else
			return false;
	}
	return argc % 2 == 1;
}

int
main(int argc, char **argv)
{
	struct options o = { NULL, "auto" };
	struct term *term;
	struct ui *ui;
	char why[200];
	int winch;

	if (!read_options(&o, argc, argv))
		return 2;
	term_locale(o.lang);
	term = term_open(&(struct term_config){
	    .in_fd = 0, .out_fd = 1, .ascii = term_locale_ascii() });
	if (term == NULL) {
		fprintf(stderr, "no terminal\n");
		return 1;
	}
	winch = winch_fd();
	ui = ui_new(term, NULL, &hooks);
	ui->today = TODAY;
	str_copy(ui->status.user, sizeof ui->status.user, "ana.muster");
	str_copy(ui->status.clock, sizeof ui->status.clock, "09:41");
	str_copy(ui->status.note, sizeof ui->status.note, "Level 7");
	ui->status.link = LINK_ONLINE;
	ui_time(ui, mono_now());
	if (!ui_theme(ui, o.theme, why, sizeof why))
		ui_toast(ui, TOAST_ERROR, "%s", why);
	ui_home(ui, &scr_home, NULL);
	term_title(term, "Business Tool Hub");
	loop(ui, winch);
	ui_free(ui);
	close(winch);
	return 0;
}
