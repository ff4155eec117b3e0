/* Notifications as JSON: lists and the push. */
#include "server/notify/notify_json.h"

#include <string.h>

#include "common/json_write.h"
#include "server/app_private.h"
#include "server/core/event_handlers.h"
#include "server/notify/notify_memory.h"
#include "server/notify/notify_store.h"

/* Lines "text=screen". */
static void
actions_json(struct jw *w, const char *s)
{
	char text[256], screen[64]; /* bounds of notify.create */

	if (s == NULL || *s == '\0')
		return;
	jw_karray(w, "actions");
	while (*s != '\0') {
		size_t n = strcspn(s, "\n");
		const char *eq = memchr(s, '=', n);

		if (eq != NULL && (size_t)(eq - s) < sizeof(text) &&
		    n - (size_t)(eq - s) < sizeof(screen)) {
			memcpy(text, s, (size_t)(eq - s));
			text[eq - s] = '\0';
			memcpy(screen, eq + 1, n - (size_t)(eq - s) - 1);
			screen[n - (size_t)(eq - s) - 1] = '\0';
			jw_object(w);
			jw_kstr(w, "text", text);
			jw_kstr(w, "screen", screen);
			jw_end_object(w);
		}
		s += n + (s[n] == '\n');
	}
	jw_end_array(w);
}

static void
note_json(struct jw *w, const struct note *n)
{
	jw_object(w);
	jw_kint(w, "id", n->id);
	jw_kinstant(w, "at", n->at);
	jw_kstr(w, "type", n->type);
	jw_kstr(w, "title", n->title);
	jw_kstr(w, "message", n->message);
	jw_kbool(w, "read", n->read);
	jw_kint(w, "count", n->count);
	jw_kbool(w, "popup", n->popup);
	jw_kstr(w, "source", n->source);
	if (n->screen != NULL)
		jw_kstr(w, "screen", n->screen);
	if (n->ref != 0)
		jw_kint(w, "ref", n->ref);
	actions_json(w, n->actions);
	jw_end_object(w);
}

void
notes_json(struct jw *w, const char *key, const struct notes *all)
{
	int i;

	jw_karray(w, key);
	for (i = 0; i < all->n; i++)
		note_json(w, &all->row[i]);
	jw_end_array(w);
}

static enum err
popups_json(struct app *app, int64_t account, struct jw *w)
{
	struct call_box *b = call_take(app, NULL);
	struct notes all;
	int64_t shown;
	enum err e = notify_shown(app, account, &shown);
	int i;

	if (e == OK)
		e = notify_store_popups(&b->call, account, shown, &all);
	if (e == OK)
		jw_karray(w, "popups");
	for (i = 0; e == OK && i < all.n; i++) {
		jw_object(w);
		jw_kint(w, "id", all.row[i].id);
		jw_kstr(w, "type", all.row[i].type);
		jw_kstr(w, "title", all.row[i].title);
		jw_end_object(w);
	}
	if (e == OK)
		jw_end_array(w);
	call_give(b);
	return e;
}

/* Unread count, and the popups that nobody has shown yet. */
enum err
notify_push(struct app *app, int64_t key, struct jw *w)
{
	int64_t n;
	enum err e = notify_store_unread(app->db, key, &n);

	if (e != OK)
		return e;
	jw_kint(w, "account", key);
	jw_kint(w, "unread", n);
	return popups_json(app, key, w);
}
