/* Export of the audit log into a file of the user, page by page. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/screens/scr_audit.h"
#include "tui/ui/form.h"

#define PATH_LEN 1024

static const char *const formats[] = { "csv", "json", NULL };
static const char *const format_labels[] = { N_("CSV (tables)"),
	N_("JSON (programs)"), NULL };

static const struct form_field fields[] = {
	{ .name = "format",
	    .label = N_("Format"),
	    .kind = FIELD_CHOICE,
	    .choices = format_labels },
	{ .name = "file",
	    .label = N_("File"),
	    .kind = FIELD_TEXT,
	    .max = 400,
	    .required = true,
	    .hint = N_("on this computer") },
	{ 0 },
};

struct export_state {
	struct form form;
	json_t *filter; /* of audit.search, owned */
	int format;	/* that the file name fits */
	char path[PATH_LEN];
	int fd; /* of the file being written; -1: none */
	int rows;
	int64_t until; /* newest id of the first page: keeps pages together */
	bool sending;
};

/* --- the file --- */

static void
default_name(struct ui *ui, const char *format, char *out, size_t size)
{
	const char *home = getenv("HOME");
	char day[11];

	snprintf(out, size, "%.400s/audit-%s.%s",
	    home != NULL && *home == '/' ? home : "/tmp",
	    date_text(ui->today, day), format);
}

/* "~/x" is in the home folder, as shells have it. */
static void
full_path(const char *typed, char out[PATH_LEN])
{
	const char *home = getenv("HOME");

	if (str_starts(typed, "~/") && home != NULL)
		snprintf(out, PATH_LEN, "%.400s%s", home, typed + 1);
	else
		(void)str_copy(out, PATH_LEN, typed);
}

static bool
write_all(int fd, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, s, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return false;
		s += w;
		n -= (size_t)w;
	}
	return true;
}

static void
tell_fault(struct ui *ui, struct export_state *s, int why)
{
	char text[200];

	snprintf(text, sizeof text, _("cannot be written: %s"), strerror(why));
	form_error(&s->form, "file", text);
	ui_toast(ui, TOAST_ERROR, "%s", text);
}

/* A file that is not whole does not stay. */
static void
drop_file(struct export_state *s)
{
	if (s->fd < 0)
		return;
	close(s->fd);
	(void)unlink(s->path);
	s->fd = -1;
}

/* Nothing is followed and nobody else may read it. */
static bool
open_file(struct ui *ui, struct export_state *s, bool over)
{
	int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW;

	if (over && unlink(s->path) != 0 && errno != ENOENT) {
		tell_fault(ui, s, errno);
		return false;
	}
	s->fd = open(s->path, flags | O_EXCL, 0600);
	if (s->fd < 0)
		tell_fault(ui, s, errno);
	return s->fd >= 0;
}

/* --- pages --- */

static void ask_page(struct ui *ui, struct export_state *s, int offset);

static void
finish(struct ui *ui, struct export_state *s)
{
	int fd = s->fd, rows = s->rows;
	char path[PATH_LEN];

	s->fd = -1;
	if (fsync(fd) != 0 || close(fd) != 0) {
		(void)unlink(s->path);
		tell_fault(ui, s, errno);
		return;
	}
	(void)str_copy(path, sizeof path, s->path);
	form_clean(&s->form);
	ui_close_id(ui, ui_screen_id(ui, s));
	ui_toast(ui, TOAST_SUCCESS,
	    ngettext("%d entry written to %s", "%d entries written to %s",
		(unsigned long)rows),
	    rows, path);
}

static void
page_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct export_state *s = state;
	const char *text = json_get_str(a->data, "content", "");
	int rows = (int)json_get_int(a->data, "rows", 0);
	bool more = json_get_bool(a->data, "more", false) && rows > 0;

	(void)tag;
	s->sending = false;
	if (scr_error(ui, a)) {
		drop_file(s);
		return;
	}
	if (!write_all(s->fd, text, strlen(text))) {
		int why = errno;

		drop_file(s);
		tell_fault(ui, s, why);
		return;
	}
	s->rows += rows;
	s->until = json_get_int(a->data, "until", 0);
	if (more)
		ask_page(ui, s, s->rows);
	else
		finish(ui, s);
}

static void
ask_page(struct ui *ui, struct export_state *s, int offset)
{
	json_t *p = json_copy(s->filter);

	json_object_set_new(
	    p, "format", json_string(formats[form_choice(&s->form, "format")]));
	json_object_set_new(p, "offset", json_integer(offset));
	if (offset > 0 && s->until > 0)
		json_object_set_new(p, "until", json_integer(s->until));
	s->sending = true;
	scr_write(ui, s,
	    &(struct tui_request){
		.op = "audit.export", .params = p, .fn = page_answer });
}

static void
start(struct ui *ui, struct export_state *s, bool over)
{
	if (s->sending || !open_file(ui, s, over))
		return;
	s->rows = 0;
	ask_page(ui, s, 0);
}

static void
over_said(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok && state != NULL)
		start(ui, state, true);
}

static void
submit(struct ui *ui, struct export_state *s)
{
	struct stat st;
	char text[PATH_LEN + 80];

	if (s->sending)
		return;
	full_path(form_text(&s->form, "file"), s->path);
	if (lstat(s->path, &st) != 0) {
		start(ui, s, false);
		return;
	}
	if (!S_ISREG(st.st_mode)) {
		form_error(&s->form, "file", _("this is no ordinary file"));
		return;
	}
	snprintf(
	    text, sizeof text, _("%s exists already. Replace it?"), s->path);
	ui_confirm_danger(ui, _("Replace the file?"), text, over_said);
}

/* --- the form --- */

static void
export_enter(struct ui *ui, void *state, const void *arg)
{
	struct export_state *s = state;
	char name[PATH_LEN];

	s->fd = -1;
	s->filter = json_deep_copy((const json_t *)arg);
	form_init(&s->form, fields, s);
	default_name(ui, formats[0], name, sizeof name);
	form_set(&s->form, "file", name);
	form_clean(&s->form);
}

static void
export_leave(struct ui *ui, void *state)
{
	struct export_state *s = state;

	(void)ui;
	drop_file(s);
	form_done(&s->form);
	json_decref(s->filter);
}

/* The ending of the name follows the format, as long as it was one. */
static void
format_changed(struct export_state *s)
{
	int format = form_choice(&s->form, "format");
	const char *old = form_text(&s->form, "file");
	size_t n = strlen(old), m = strlen(formats[s->format]);
	char *name;

	if (format == s->format)
		return;
	if (n > m && str_ends(old, formats[s->format])) {
		name = xprintf("%.*s%s", (int)(n - m), old, formats[format]);
		form_set(&s->form, "file", name);
		free(name);
	}
	s->format = format;
}

static bool
event(struct ui *ui, struct export_state *s, enum form_event ev)
{
	if (ev == FORM_CHANGED)
		format_changed(s);
	if (ev == FORM_SUBMIT)
		submit(ui, s);
	if (ev == FORM_LEAVE)
		ui_close(ui);
	return ev != FORM_IGNORED;
}

static bool
export_key(struct ui *ui, void *state, uint32_t key)
{
	struct export_state *s = state;

	return event(ui, s, form_key(&s->form, key));
}

static bool
export_paste(struct ui *ui, void *state, const char *text)
{
	struct export_state *s = state;

	return event(ui, s, form_paste(&s->form, text));
}

static bool
export_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct export_state *s = state;

	return event(ui, s, form_mouse(&s->form, m));
}

static void
export_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct export_state *s = state;
	struct canvas part = canvas_sub(c, AREA(0, 0, c->rows - 2, c->cols));
	struct canvas foot = canvas_sub(c, AREA(c->rows - 2, 0, 2, c->cols));

	(void)ui;
	form_draw(&s->form, c->rows >= 6 ? &part : c);
	if (c->rows >= 6)
		canvas_wrap(&foot, 0, INK_MUTED,
		    s->sending ? _("Writing ...")
			       : _("What is looked for is exported, all of "
				   "it; only you can read the file."));
}

static const struct key_action export_keys[] = {
	{ K_F(2), N_("export"), NULL, NULL, K_CTRL('s'), KEY_FIRST, NULL },
	{ K_TAB, N_("next field"), NULL, NULL, K_DOWN, 0,
	    N_("Next field; Shift-Tab goes back") },
	{ 0 },
};

static const struct screen_ops scr_audit_export = {
	.id = "audit_export",
	.title = N_("Export the audit log"),
	.state_size = sizeof(struct export_state),
	.keys = export_keys,
	.popup_rows = 7,
	.popup_cols = 64,
	.enter = export_enter,
	.leave = export_leave,
	.draw = export_draw,
	.key = export_key,
	.paste = export_paste,
	.mouse = export_mouse,
};

void
audit_open_export(struct ui *ui, const json_t *params)
{
	if (tui_remote(ui)) {
		ui_toast(ui, TOAST_WARNING, "%s",
		    _("Over SSH there are no files: please use hub ssh://, or "
		      "hubctl audit export on the server"));
		return;
	}
	ui_open(ui, &scr_audit_export, params);
}
