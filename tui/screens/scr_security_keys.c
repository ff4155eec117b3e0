/* Page of the security centre: SSH keys of the account. */
#include "common/buf.h"
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/client/key_line.h"
#include "tui/screens/formscreen.h"
#include "tui/screens/scr_security.h"
#include "tui/screens/wording.h"

enum { KEY_LINE_MAX = 8000, NAME_MAX_LEN = 60 };
enum { KEY_NAME, KEY_TYPE, KEY_PRINT, KEY_USED, KEY_ADDED };

static const struct list_col cols[] = {
	[KEY_NAME] = { N_("Name"), 18, 0, 0, 0 },
	[KEY_TYPE] = { N_("Type"), 8, 0, 3, 0 },
	[KEY_PRINT] = { N_("Fingerprint"), 18, 3, 1, 0 },
	[KEY_USED] = { N_("Last used"), 13, 0, 0, 0 },
	[KEY_ADDED] = { N_("Added"), 12, 0, 2, 0 },
	{ 0 },
};

static bool
is_revoked(const json_t *o)
{
	return json_get_str(o, "revoked_at", NULL) != NULL;
}

static int
count(void *ctx)
{
	const struct security *s = ctx;

	return (int)json_array_size(live_items(&s->live[PAGE_KEYS]));
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(security_row(ctx, PAGE_KEYS, row), "id", -1);
}

static void
put_used(const struct security *s, const json_t *o, struct list_cell *out)
{
	char text[SCR_TEXT];
	int64_t at;

	if (is_revoked(o))
		buf_adds(out->text, _("✗ revoked"));
	else if (instant_parse(json_get_str(o, "last_used_at", ""), &at))
		buf_adds(out->text, word_ago(client_now_ms(s->now) - at, text));
	else
		buf_adds(out->text, _("never"));
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = security_row(ctx, PAGE_KEYS, row);
	char text[SCR_TEXT];

	if (is_revoked(o))
		out->ink = INK_DISABLED;
	if (col == KEY_NAME)
		buf_adds(out->text, json_get_str(o, "name", ""));
	if (col == KEY_TYPE)
		buf_adds(
		    out->text, key_type_short(json_get_str(o, "type", "")));
	if (col == KEY_PRINT)
		buf_adds(out->text, json_get_str(o, "fingerprint", ""));
	if (col == KEY_USED)
		put_used(ctx, o, out);
	if (col == KEY_ADDED)
		buf_adds(out->text,
		    scr_instant(json_get_str(o, "added_at", ""), text));
}

const struct list_source security_key_source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = N_("No key fits the filter: Esc clears it"),
};

void
security_keys_foot(struct ui *ui, struct security *s, const struct canvas *c)
{
	const struct list *l = &s->list[PAGE_KEYS];
	const json_t *o = security_row(s, PAGE_KEYS, list_row(l));
	char text[240], added[SCR_TEXT], gone[SCR_TEXT];

	(void)ui;
	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (o == NULL)
		return;
	canvas_fit(c, SPAN(1, 0, c->cols), INK_TEXT,
	    json_get_str(o, "fingerprint", ""));
	scr_instant(json_get_str(o, "added_at", ""), added);
	scr_instant(json_get_str(o, "revoked_at", ""), gone);
	if (is_revoked(o))
		snprintf(text, sizeof text, _("Added %s by %s, revoked %s"),
		    added, json_get_str(o, "added_by", ""), gone);
	else
		snprintf(text, sizeof text, _("Added %s by %s"), added,
		    json_get_str(o, "added_by", ""));
	canvas_fit(c, SPAN(2, 0, c->cols), INK_MUTED, text);
}

/* --- adding --- */

static const struct form_field add_fields[] = {
	{ .name = "key",
	    .label = N_("Public key"),
	    .kind = FIELD_AREA,
	    .rows = 5,
	    .max = KEY_LINE_MAX,
	    .required = true,
	    .hint = N_("paste the line of the .pub file") },
	{ .name = "name",
	    .label = N_("Name"),
	    .max = NAME_MAX_LEN,
	    .cols = 34,
	    .hint = N_("empty: the comment of the key") },
	{ 0 },
};

/* What a terminal has broken into lines is one line again. */
static void
one_line(const char *typed, struct buf *out)
{
	for (; *typed != '\0'; typed++)
		if (*typed != '\n' && *typed != '\r')
			buf_addc(out, *typed);
}

static bool
read_key(const struct formscreen *fs, struct buf *line, struct key_line *key)
{
	buf_init(line, KEY_LINE_MAX * 4);
	one_line(form_text(&fs->form, "key"), line);
	return key_line_read(buf_str(line), key);
}

static json_t *
add_params(struct ui *ui, struct formscreen *fs)
{
	const char *name = form_text(&fs->form, "name");
	struct key_line key;
	struct buf line;
	json_t *p = NULL;

	(void)ui;
	if (read_key(fs, &line, &key)) {
		p = json_pack("{s:s}", "key", buf_str(&line));
		if (*name != '\0')
			json_object_set_new(p, "name", json_string(name));
	} else {
		form_error(&fs->form, "key",
		    strstr(buf_str(&line), "PRIVATE") != NULL
			? _("This is a private key: keep it, paste the .pub")
			: _("This is no public key: ssh-ed25519 AAAA... name"));
	}
	buf_done(&line);
	return p;
}

/* To be compared with ssh-keygen -lf before it is sent. */
static void
add_below(struct formscreen *fs, const struct canvas *c)
{
	struct key_line key;
	struct buf line;
	bool good = read_key(fs, &line, &key);

	buf_done(&line);
	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (!good) {
		canvas_fit(c, SPAN(1, 0, c->cols), INK_MUTED,
		    _("Here stands the fingerprint of the key, to compare "
		      "with"));
		canvas_fit(c, SPAN(2, 0, c->cols), INK_MUTED,
		    "ssh-keygen -lf ~/.ssh/id_ed25519.pub");
		return;
	}
	canvas_fit(c, SPAN(1, 0, c->cols), INK_STRONG, key.print);
	canvas_text(c, 2,
	    canvas_text(c, 2, 0, INK_MUTED, key_type_short(key.type)) + 1,
	    INK_MUTED, key.comment);
}

static void
add_done(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	(void)ctx;
	ui_toast(ui, TOAST_SUCCESS, _("Key added: %s"),
	    json_get_str(json_get(a->data, "key"), "name", ""));
}

static const struct formspec add_spec = {
	.fields = add_fields,
	.op = "auth.add_key",
	.params = add_params,
	.done = add_done,
	.below = add_below,
	.below_rows = 3,
};

static const struct screen_ops scr_key_form =
    FORMSCREEN("key_form", N_("Add an SSH key"), 14, 76, formscreen_keys);

static void
act_add(struct ui *ui, void *state)
{
	(void)state;
	formscreen_open(ui, &scr_key_form, &add_spec, NULL);
}

/* --- renaming, revoking --- */

static void
renamed(struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (a->ok)
		ui_toast(ui, TOAST_SUCCESS, _("Renamed"));
	security_changed(ui, state, a);
}

static void
rename_to(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok && d->text[0] != '\0')
		scr_write(ui, state,
		    &(struct tui_request){
			.op = "auth.rename_key",
			.params = json_pack("{s:I,s:s}", "id",
			    (json_int_t)d->tag, "name", d->text),
			.fn = renamed,
		    });
}

static void
act_rename(struct ui *ui, void *state)
{
	const json_t *o = security_selected(ui, state);

	if (o != NULL)
		ui_dialog(ui, &(struct dialog_spec){
				  .kind = DIALOG_PROMPT,
				  .title = _("Name of the key"),
				  .value = json_get_str(o, "name", ""),
				  .max = NAME_MAX_LEN,
				  .tag = json_get_int(o, "id", 0),
				  .done = rename_to,
			      });
}

static void
revoked(struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (a->ok)
		ui_toast(ui, TOAST_SUCCESS,
		    _("The key is revoked; its sessions have ended"));
	security_changed(ui, state, a);
}

static void
revoke_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok)
		scr_write(ui, state,
		    &(struct tui_request){
			.op = "auth.revoke_key",
			.params = json_pack("{s:I}", "id", (json_int_t)d->tag),
			.fn = revoked,
		    });
}

static void
act_revoke(struct ui *ui, void *state)
{
	const json_t *o = security_selected(ui, state);
	char text[300];

	if (o == NULL)
		return;
	if (is_revoked(o)) {
		ui_toast(ui, TOAST_INFO, _("This key is revoked already"));
		return;
	}
	snprintf(text, sizeof text,
	    _("%s\n\nNobody signs in with it any more, and sessions opened "
	      "with it end at once."),
	    json_get_str(o, "name", ""));
	ui_dialog(ui, &(struct dialog_spec){
			  .kind = DIALOG_CONFIRM,
			  .title = _("Revoke this key?"),
			  .text = text,
			  .yes = _("Revoke"),
			  .no = _("Cancel"),
			  .danger = true,
			  .tag = json_get_int(o, "id", 0),
			  .done = revoke_confirmed,
		      });
}

void
security_activate(struct ui *ui, struct security *s)
{
	if (s->tabs.open == PAGE_KEYS)
		act_rename(ui, s);
}

static void
act_reload(struct ui *ui, void *state)
{
	security_read(ui, state, false);
}

static const struct key_action keys[] = {
	{ 'a', N_("add"), "auth.add_key", act_add, 0, KEY_FIRST,
	    N_("Add a public key") },
	{ 'e', N_("rename"), "auth.rename_key", act_rename, K_ENTER, 0,
	    N_("Give the selected key another name") },
	{ 'x', N_("revoke"), "auth.revoke_key", act_revoke, K_DELETE, 0,
	    N_("Revoke the selected key") },
	{ '/', N_("filter"), NULL, NULL, 0, KEY_NO_FOOTER,
	    N_("Filter by any column while typing") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	SECURITY_KEY_ROWS,
	{ 0 },
};

const struct screen_ops security_keys = SECURITY_PAGE(keys);
