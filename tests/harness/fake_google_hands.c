/* What tests and people do to the stand-in's calendars, past its HTTP. */
#include <string.h>

#include "common/str.h"
#include "tests/harness/fake_google_int.h"

#define LOCKED(g, what)                           \
	do {                                      \
		pthread_mutex_lock(&(g)->lock);   \
		what;                             \
		pthread_mutex_unlock(&(g)->lock); \
	} while (0)

void
fake_google_fault(struct fake_google *g, enum fake_fault f)
{
	LOCKED(g, g->queue[g->queued++ % FAKE_QUEUE] = f);
}

void
fake_google_storm(struct fake_google *g, int one_in, uint64_t seed)
{
	LOCKED(g, (g->one_in = one_in, g->seed = seed));
}

void
fake_google_down(struct fake_google *g, bool down)
{
	LOCKED(g, g->down = down);
}

void
fake_google_forget_tokens(struct fake_google *g)
{
	LOCKED(g, g->tokens_from = ++g->seq);
}

void
fake_google_withdraw(struct fake_google *g)
{
	LOCKED(g, g->access_from = g->access);
}

void
fake_google_refuse_account(struct fake_google *g, bool refuse)
{
	LOCKED(g, g->refuse_account = refuse);
}

static json_t *
time_of(const char *s)
{
	return json_pack(
	    "{s:s}", strchr(s, 'T') != NULL ? "dateTime" : "date", s);
}

static void
apply(json_t *body, const struct fake_edit *e)
{
	if (e->title != NULL)
		json_object_set_new(body, "summary", json_string(e->title));
	if (e->color >= 0)
		json_object_set_new(
		    body, "colorId", json_sprintf("%d", e->color));
	if (e->start != NULL)
		json_object_set_new(body, "start", time_of(e->start));
	if (e->end != NULL)
		json_object_set_new(body, "end", time_of(e->end));
}

bool
fake_google_edit(struct fake_google *g, const char *calendar, const char *id,
    const struct fake_edit *edit)
{
	struct fake_event *ev;
	bool found;

	pthread_mutex_lock(&g->lock);
	ev = fake_google_find(g, calendar, id);
	found = ev != NULL && !ev->deleted;
	if (found) {
		apply(ev->body, edit);
		fake_google_stamp(g, ev);
	}
	pthread_mutex_unlock(&g->lock);
	return found;
}

bool
fake_google_delete(struct fake_google *g, const char *calendar, const char *id)
{
	struct fake_event *ev;
	bool found;

	pthread_mutex_lock(&g->lock);
	ev = fake_google_find(g, calendar, id);
	found = ev != NULL && !ev->deleted;
	if (found) {
		ev->deleted = true;
		fake_google_stamp(g, ev);
	}
	pthread_mutex_unlock(&g->lock);
	return found;
}

void
fake_google_add(struct fake_google *g, const char *calendar, const char *id,
    const struct fake_edit *what)
{
	json_t *body = json_pack("{s:s}", "id", id);

	apply(body, what);
	LOCKED(g, fake_google_put(g, calendar, body));
}

json_t *
fake_google_event(struct fake_google *g, const char *calendar, const char *id)
{
	struct fake_event *ev;
	json_t *copy = NULL;

	pthread_mutex_lock(&g->lock);
	ev = fake_google_find(g, calendar, id);
	if (ev != NULL)
		copy = json_deep_copy(ev->body);
	pthread_mutex_unlock(&g->lock);
	return copy;
}

json_t *
fake_google_at(struct fake_google *g, const char *calendar, int i)
{
	json_t *copy = NULL;
	int k;

	pthread_mutex_lock(&g->lock);
	for (k = 0; k < g->n && copy == NULL; k++)
		if (!g->event[k].deleted &&
		    str_eq(g->event[k].calendar, calendar) && i-- == 0)
			copy = json_deep_copy(g->event[k].body);
	pthread_mutex_unlock(&g->lock);
	return copy;
}

int
fake_google_count(struct fake_google *g, const char *calendar)
{
	int k, n = 0;

	pthread_mutex_lock(&g->lock);
	for (k = 0; k < g->n; k++)
		n += !g->event[k].deleted &&
		     str_eq(g->event[k].calendar, calendar);
	pthread_mutex_unlock(&g->lock);
	return n;
}

int
fake_google_requests(struct fake_google *g)
{
	int n;

	LOCKED(g, n = g->requests);
	return n;
}

int
fake_google_tokens(struct fake_google *g)
{
	int n;

	LOCKED(g, n = g->token_requests);
	return n;
}

int
fake_google_method(struct fake_google *g, const char *method)
{
	static const char *const names[] = { "GET", "POST", "PATCH", "DELETE" };
	int i, n = 0;

	pthread_mutex_lock(&g->lock);
	for (i = 0; i < 4; i++)
		if (str_eq(names[i], method))
			n = g->by_method[i];
	pthread_mutex_unlock(&g->lock);
	return n;
}

int
fake_google_struck(struct fake_google *g)
{
	int n;

	LOCKED(g, n = g->struck);
	return n;
}
