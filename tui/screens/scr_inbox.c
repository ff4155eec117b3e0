/* News while something else is open: count in the title bar, popups. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_app.h"
#include "tui/screens/scr_notes.h"

/* By push and by question the same one may come twice. */
static bool
is_new(struct scr_app *a, int64_t id)
{
	const int n = (int)(sizeof a->popups / sizeof a->popups[0]);

	for (int i = 0; i < n; i++)
		if (a->popups[i] == id)
			return false;
	a->popups[a->n_popups++ % n] = id;
	return true;
}

/*
 * The newest in the message line: it never takes the keyboard. The bell rings
 * for errors by the message itself, for others here.
 */
static void
show_popups(struct scr_app *a, const json_t *list)
{
	struct ui *ui = a->tui->ui;
	const json_t *first = NULL;
	enum toast_kind kind;
	int more = -1;

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *n = json_array_get(list, i);

		if (!is_new(a, json_get_int(n, "id", 0)))
			continue;
		first = first == NULL ? n : first;
		more++;
	}
	if (first == NULL)
		return;
	kind = note_toast(json_get_str(first, "type", ""));
	if (more > 0)
		ui_toast(ui, kind, _("%s (and %d more): Alt-n shows them"),
		    json_get_str(first, "title", ""), more);
	else
		ui_toast(ui, kind, _("%s: Alt-n shows it"),
		    json_get_str(first, "title", ""));
	if (kind != TOAST_ERROR && !ui->no_bell)
		term_bell(ui->term);
}

static void
set_unread(struct scr_app *a, const json_t *data)
{
	a->unread = (int)json_get_int(data, "unread", 0);
	scr_status(a);
}

static void
on_count(void *arg, const struct client_answer *a)
{
	if (a->ok)
		set_unread(arg, a->data);
}

static void
on_popups(void *arg, const struct client_answer *a)
{
	if (a->ok)
		show_popups(arg, json_get(a->data, "items"));
}

void
scr_inbox_ask(struct scr_app *a)
{
	struct client *c = a->tui->client;

	client_call(c, "notify.count_unread", NULL, on_count, a);
	client_call(c, "notify.list_popups", NULL, on_popups, a);
}

void
scr_inbox_push(struct scr_app *a, const char *event, const json_t *data)
{
	if (str_eq(event, "client.reload") && a->account != 0)
		scr_inbox_ask(a);
	if (!str_eq(event, "notifications.changed"))
		return;
	set_unread(a, data);
	show_popups(a, json_get(data, "popups"));
}
