/* Settings at run time: list, set, back to the default (hub file C9). */

#include "common/json_write.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/auth/auth_session.h"
#include "server/rpc/op_tables.h"
#include "server/settings/settings.h"
#include "server/settings/settings_store.h"

struct p_key {
	const char *key;
	const char *value;
	int64_t version;
};

static const struct field f_get[] = {
	F_STR(struct p_key, key, 1, 80, "key of the setting"),
	F_END,
};
static const struct field f_set[] = {
	F_STR(struct p_key, key, 1, 80, "key of the setting"),
	F_STR(struct p_key, value, 0, 4000, "new value as text"),
	F_INT_OPT(struct p_key, version, 0, 9007199254740991, -1,
	    "version the change is based on"),
	F_END,
};

struct shown {
	enum setting setting;
	const char *value;
	enum setting_source from;
};

/* Never shown: holds passwords. */
static bool
hidden(enum setting s)
{
	return s == SET_USERLIST;
}

static enum err
setting_json(struct call *c, const struct shown *x)
{
	static const char *const types[] = { "int", "limit", "bool", "text",
		"roles" };
	static const char *const sources[] = { "default", "database", "file",
		"env" };
	const struct setting_row *r = setting_row(x->setting);
	enum setting_source from = x->from;
	int64_t version = 0;
	struct jw *w = c->reply;
	enum err e = settings_store_version(c->db, r->key, &version);

	if (e != OK)
		return e;
	jw_kstr(w, "key", r->key);
	jw_kstr(w, "type", types[r->type]);
	jw_kstr(w, "value", hidden(x->setting) ? "" : x->value);
	jw_kstr(w, "default", r->dflt);
	jw_kstr(w, "source", sources[from]);
	jw_kbool(w, "locked",
	    from == SRC_ENV || from == SRC_FILE ||
		settings_at_start(x->setting));
	jw_kint(w, "min", r->min);
	jw_kint(w, "max", r->max);
	jw_kstr(w, "text", r->text);
	jw_kint(w, "version", version);
	return OK;
}

/* As it is in force. */
static enum err
now_json(struct call *c, enum setting s)
{
	const struct settings *all = c->app->settings;
	const struct shown x = { s, settings_text(all, s),
		settings_source(all, s) };

	return setting_json(c, &x);
}

static enum err
rpc_settings_list_all(struct call *c, const void *in)
{
	enum err e = OK;
	int i;

	(void)in;
	jw_karray(c->reply, "items");
	for (i = 0; e == OK && i < SETTINGS; i++) {
		jw_object(c->reply);
		e = now_json(c, (enum setting)i);
		jw_end_object(c->reply);
	}
	jw_end_array(c->reply);
	jw_kwhole(c->reply, SETTINGS);
	return e;
}

static enum err
find_setting(struct call *c, const char *key, enum setting *out)
{
	enum setting s = settings_find(key);

	*out = s;

	if (s == SETTINGS)
		return call_fail_text(c, E_NOT_FOUND,
		    call_tr(c, "Die Einstellung %s gibt es nicht",
			"There is no setting %s"),
		    key);
	return OK;
}

static void
reload(struct app *app, void *arg)
{
	(void)arg;
	if (settings_load(app->settings, app->db) != OK)
		log_error(NULL, "settings: reload failed");
	auth_forget_all(app);	  /* who must set up a second factor */
	due_at(app, DUE_ROLL, 0); /* the slots depend on some of them */
}

static enum err
changeable(struct call *c, const struct p_key *p, enum setting s)
{
	enum setting_source from = settings_source(c->app->settings, s);
	int64_t version;
	enum err e;

	if (settings_at_start(s))
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Wird beim Start gelesen: nur in hub.conf oder der "
			"Umgebung änderbar",
			"Read at the start: changeable in hub.conf or the "
			"environment only"));
	if (from == SRC_ENV || from == SRC_FILE)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Durch Umgebung oder Datei festgelegt, hier nicht "
			"änderbar",
			"Fixed by environment or file, not changeable here"));
	if (p->version < 0)
		return OK;
	if ((e = settings_store_version(c->db, p->key, &version)) != OK)
		return e;
	if (version != p->version) {
		jw_kint(call_facts(c), "version", version);
		return call_fail(c, E_CONFLICT);
	}
	return OK;
}

static enum err
rpc_settings_get_key(struct call *c, const void *in)
{
	enum setting s = SETTINGS;
	enum err e = find_setting(c, ((const struct p_key *)in)->key, &s);

	if (e != OK)
		return e;
	jw_kobject(c->reply, "setting");
	e = now_json(c, s);
	jw_end_object(c->reply);
	return e;
}

/* The core's own copy follows after the commit. */
static enum err
changed(struct call *c, const struct shown *x)
{
	const char *key = setting_row(x->setting)->key;
	enum err e;

	call_audit_target(c, "%s", key);
	call_audit_change(c, "value",
	    hidden(x->setting) ? NULL
			       : settings_text(c->app->settings, x->setting),
	    hidden(x->setting) ? NULL : x->value);
	call_after_commit(c, reload, NULL);
	jw_kstr(c->reply, "key", key);
	jw_kstr(c->reply, "value", x->value);
	jw_kobject(c->reply, "setting");
	e = setting_json(c, x);
	jw_end_object(c->reply);
	return e;
}

/* The reason of settings_fault in the language of the call. */
static enum err
invalid_value(struct call *c, const struct setting_row *row, const char *why)
{
	static const char *const german[][2] = {
		{ "must be on or off", "muss on oder off sein" },
		{ "must be on, off or a list of roles",
		    "muss on, off oder eine Liste von Rollen sein" },
		{ "must not contain control characters",
		    "enthält Steuerzeichen" },
		{ "is too short", "ist zu kurz" },
		{ "is too long", "ist zu lang" },
		{ "must be development or production",
		    "muss development oder production sein" },
		{ "must be debug, info, warn or error",
		    "muss debug, info, warn oder error sein" },
	};
	size_t i;

	if (row->type == ST_INT || row->type == ST_LIMIT)
		return call_invalid(c, "value",
		    call_tr(c, "ganze Zahl von %lld bis %lld%s",
			"whole number from %lld to %lld%s"),
		    (long long)row->min, (long long)row->max,
		    row->type == ST_INT ? ""
					: call_tr(c, " oder off", " or off"));
	for (i = 0; c->lang == LANG_DE && i < sizeof(german) / sizeof(*german);
	     i++)
		if (str_eq(german[i][0], why))
			return call_invalid(c, "value", "%s", german[i][1]);
	return call_invalid(c, "value", "%s", why);
}

static enum err
rpc_settings_set_key(struct call *c, const void *in)
{
	const struct p_key *p = in;
	const char *value = p->value != NULL ? p->value : "";
	const char *why;
	enum setting s = SETTINGS;
	enum err e = find_setting(c, p->key, &s);

	if (e != OK || (e = changeable(c, p, s)) != OK)
		return e;
	if ((why = settings_fault(setting_row(s), value)) != NULL)
		return invalid_value(c, setting_row(s), why);
	e = settings_store_put(c->db, p->key, value, c->now, c->actor->name);
	return e == OK ? changed(c, &(struct shown){ s, value, SRC_DATABASE })
		       : e;
}

static enum err
rpc_settings_reset_key(struct call *c, const void *in)
{
	struct p_key p = { .key = ((const struct p_key *)in)->key,
		.version = -1 };
	enum setting s = SETTINGS;
	enum err e = find_setting(c, p.key, &s);

	if (e != OK || (e = changeable(c, &p, s)) != OK)
		return e;
	e = settings_store_delete(c->db, p.key);
	return e == OK ? changed(c, &(struct shown){ s, setting_row(s)->dflt,
					SRC_DEFAULT })
		       : e;
}

const struct op settings_ops[] = {
	{ .op = "settings.get_key",
	    .alias = "admin.settings.get",
	    .help = "One setting with its source.",
	    .perm = P_ADMIN_SETTINGS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_settings_get_key,
	    .in = f_get,
	    .in_size = sizeof(struct p_key),
	    .example = "{\"key\":\"booking.hold_seconds\"}",
	    .returns = "{setting: {key, type, value, default, source, locked, "
		       "min, max, text, version}}" },
	{ .op = "settings.list_all",
	    .alias = "admin.settings.list",
	    .help = "Every setting with its source.",
	    .perm = P_ADMIN_SETTINGS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_settings_list_all,
	    .example = "{}",
	    .returns = "list of settings" },
	{ .op = "settings.reset_key",
	    .alias = "admin.settings.reset",
	    .help = "Sets a setting back to its default.",
	    .perm = P_ADMIN_SETTINGS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "setting_changed",
	    .run = rpc_settings_reset_key,
	    .in = f_get,
	    .in_size = sizeof(struct p_key),
	    .example = "{\"key\":\"booking.hold_seconds\"}",
	    .returns = "{key, value, setting}" },
	{ .op = "settings.set_key",
	    .alias = "admin.settings.set",
	    .help = "Changes a setting, effective at once.",
	    .perm = P_ADMIN_SETTINGS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "setting_changed",
	    .run = rpc_settings_set_key,
	    .in = f_set,
	    .in_size = sizeof(struct p_key),
	    .example = "{\"key\":\"booking.hold_seconds\",\"value\":\"90\"}",
	    .returns = "{key, value, setting}" },
	{ 0 },
};
