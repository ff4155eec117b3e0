/*
 * Provider "google": calendar API v3 as a service account (booking.md 9). Runs
 * on a worker; knows nothing but the request.
 */
#include <curl/curl.h>
#include <string.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/date.h"
#include "common/str.h"
#include "server/calendar/calendar_google_json.h"
#include "server/calendar/calendar_http.h"
#include "server/calendar/calendar_jwt.h"
#include "server/calendar/calendar_port.h"

#define SCOPE "https://www.googleapis.com/auth/calendar"
#define GRANT "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer"
#define TOKEN_LIFE 3600
#define RENEW_MS 60000 /* a token is renewed that long before its end */
#define TEXT_MAX 65536
#define FIELDS                                                             \
	"fields=items(id%2Cetag%2Cstatus%2Csummary%2Cdescription%2Cstart"  \
	"%2Cend%2CcolorId%2CextendedProperties%2Fprivate)%2CnextPageToken" \
	"%2CnextSyncToken"

/* One exchange with the provider, from the first address to the answer. */
struct exchange {
	const struct calendar_access *as;
	const struct calendar_request *rq;
	struct arena *a;
	struct calendar_answer *out;
	const char *token;
};

static enum calendar_result
fail(struct exchange *x, enum calendar_result r, const char *why)
{
	x->out->why = arena_strdup(x->a, why);
	return x->out->result = r;
}

/* --- what an answer means --- */

static bool
is_limit(const char *reason)
{
	return str_eq(reason, "rateLimitExceeded") ||
	       str_eq(reason, "userRateLimitExceeded") ||
	       str_eq(reason, "quotaExceeded") ||
	       str_eq(reason, "dailyLimitExceeded") ||
	       str_eq(reason, "RESOURCE_EXHAUSTED");
}

static enum calendar_result
meaning(long status, const char *reason)
{
	static const struct {
		long status;
		enum calendar_result r;
	} rows[] = {
		{ 401, CAL_FORBIDDEN },
		{ 404, CAL_MISSING },
		{ 408, CAL_NETWORK },
		{ 409, CAL_EXISTS },
		{ 410, CAL_MISSING },
		{ 412, CAL_CHANGED },
		{ 429, CAL_RATE },
	};
	size_t i;

	if (status >= 200 && status < 300)
		return CAL_OK;
	if (status == 403)
		return is_limit(reason) ? CAL_RATE : CAL_FORBIDDEN;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].status == status)
			return rows[i].r;
	if (status >= 500)
		return CAL_UNAVAILABLE;
	/* a redirect is no answer of this API */
	return status >= 400 ? CAL_INVALID : CAL_SETUP;
}

static enum calendar_result
judge(struct exchange *x, const struct http_answer *h)
{
	const char *reason;
	enum calendar_result r;

	x->out->retry_after = h->retry_after;
	if (h->bad_setup)
		return fail(x, CAL_SETUP, h->why);
	if (h->status == 0)
		return fail(x, CAL_NETWORK, h->why);
	reason = google_read_reason(x->a, buf_str(&h->body), h->body.len);
	r = meaning(h->status, reason);
	if (r != CAL_OK)
		return fail(
		    x, r, arena_printf(x->a, "HTTP %ld %s", h->status, reason));
	return x->out->result = CAL_OK;
}

/* --- the token --- */

static void
write_claims(const struct calendar_access *as, struct buf *b)
{
	/* texts of a key file that was checked when it was read */
	buf_addf(b,
	    "{\"iss\":\"%s\",\"scope\":\"" SCOPE "\",\"aud\":\"%s\","
	    "\"iat\":%lld,\"exp\":%lld}",
	    as->email, as->token_uri, (long long)(as->now / 1000),
	    (long long)(as->now / 1000 + TOKEN_LIFE));
}

static void
read_token(struct exchange *x, const struct http_answer *h)
{
	int64_t seconds;

	if (!google_read_token(
		x->a, buf_str(&h->body), h->body.len, &x->token, &seconds)) {
		fail(x, CAL_NETWORK, "the answer with the token is not whole");
		return;
	}
	x->out->token = x->token;
	x->out->token_ends = x->as->now + seconds * 1000 - RENEW_MS;
}

static void
ask_token(struct exchange *x, const char *assertion)
{
	struct http_request rq = { .method = "POST",
		.url = x->as->token_uri,
		.type = "application/x-www-form-urlencoded",
		.body = arena_printf(
		    x->a, "grant_type=%s&assertion=%s", GRANT, assertion),
		.stop = x->as->stop };
	struct http_answer h;

	http_run(&rq, &h);
	if (h.status == 400) /* invalid_grant and the like: not our data */
		fail(x, CAL_FORBIDDEN,
		    arena_printf(x->a, "token refused: %s",
			google_read_reason(
			    x->a, buf_str(&h.body), h.body.len)));
	else if (judge(x, &h) == CAL_OK)
		read_token(x, &h);
	explicit_bzero(h.body.p != NULL ? h.body.p : h.why,
	    h.body.p != NULL ? h.body.len : 0);
	http_done(&h);
}

static enum calendar_result
fresh_token(struct exchange *x)
{
	struct buf claims, jwt;

	if (x->as->email == NULL)
		return fail(x, CAL_SETUP, "no credentials");
	buf_init(&claims, TEXT_MAX);
	buf_init(&jwt, TEXT_MAX);
	write_claims(x->as, &claims);
	x->out->result = CAL_OK;
	if (claims.full || !jwt_sign(&jwt, buf_str(&claims), x->as->key))
		fail(x, CAL_SETUP, "the private key cannot sign");
	else
		ask_token(x, buf_str(&jwt));
	buf_done(&claims);
	buf_done(&jwt);
	return x->out->result;
}

/* --- calls of the API --- */

static const char *
escape(struct arena *a, const char *s)
{
	char *e = curl_easy_escape(NULL, s, 0);
	const char *kept = arena_strdup(a, e != NULL ? e : "");

	curl_free(e);
	return kept;
}

static const char *
events_url(struct exchange *x, const char *rest)
{
	return arena_printf(x->a, "%s/calendars/%s/events%s", x->as->base,
	    escape(x->a, x->rq->calendar), rest);
}

static const char *
event_url(struct exchange *x)
{
	return events_url(
	    x, arena_printf(x->a, "/%s", escape(x->a, x->rq->event_id)));
}

/* A token that was withdrawn before its end is renewed once. */
static enum calendar_result
exchange(
    struct exchange *x, const struct http_request *what, struct http_answer *h)
{
	struct http_request rq = *what;
	bool fresh = false;

	*h = (struct http_answer){ .retry_after = -1 };
	if (x->token == NULL) {
		if (fresh_token(x) != CAL_OK)
			return x->out->result;
		fresh = true;
	}
	for (;;) {
		rq.bearer = x->token;
		rq.stop = x->as->stop;
		http_run(&rq, h);
		x->out->calls++;
		if (h->status != 401 || fresh)
			return judge(x, h);
		http_done(h);
		*h = (struct http_answer){ .retry_after = -1 };
		if (fresh_token(x) != CAL_OK)
			return x->out->result;
		fresh = true;
	}
}

static void
begin(struct exchange *x, const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	*out = (struct calendar_answer){ .retry_after = -1, .why = "" };
	*x = (struct exchange){ as, rq, a, out, NULL };
	if (as->token != NULL && as->now < as->token_ends)
		x->token = as->token;
}

/* The event in an answer; without it nothing is known. */
static void
read_event(struct exchange *x, const struct http_answer *h)
{
	struct calendar_event *ev = arena_zalloc(x->a, sizeof(*ev));

	if (!google_read_event(x->a, buf_str(&h->body), h->body.len, ev)) {
		fail(x, CAL_NETWORK, "the answer is not whole");
		return;
	}
	x->out->event = ev;
	x->out->n = 1;
}

static void
look_up(struct exchange *x)
{
	struct http_request get = { .method = "GET", .url = event_url(x) };
	struct http_answer h;

	if (exchange(x, &get, &h) == CAL_OK)
		read_event(x, &h);
	http_done(&h);
}

/*
 * 404 is said of an event and of its calendar alike. Without the calendar
 * nothing is known of the event.
 */
static void
look_for_calendar(struct exchange *x)
{
	struct http_request get = { .method = "GET",
		.url = events_url(x, "?maxResults=1") };
	struct http_answer h;

	if (exchange(x, &get, &h) == CAL_OK)
		fail(x, CAL_MISSING, "no such event");
	else if (h.status == 404)
		fail(x, CAL_FORBIDDEN, "no such calendar");
	http_done(&h);
}

static void
google_insert(const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	struct exchange x;
	struct http_request post = { .method = "POST",
		.body = rq->body,
		.type = "application/json; charset=utf-8" };
	struct http_answer h;
	enum calendar_result r;

	begin(&x, as, rq, a, out);
	post.url = events_url(&x, "");
	if ((r = exchange(&x, &post, &h)) == CAL_OK)
		read_event(&x, &h);
	if (h.status == 404)
		look_for_calendar(&x);
	http_done(&h);
	if (r != CAL_EXISTS)
		return;
	look_up(&x);
	if (out->result == CAL_OK)
		out->result = CAL_EXISTS;
}

static void
google_update(const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	struct exchange x;
	struct http_request patch = { .method = "PATCH",
		.body = rq->body,
		.type = "application/json; charset=utf-8",
		.if_match = rq->etag };
	struct http_answer h;

	begin(&x, as, rq, a, out);
	patch.url = event_url(&x);
	if (exchange(&x, &patch, &h) == CAL_OK)
		read_event(&x, &h);
	if (h.status == 404)
		look_for_calendar(&x);
	http_done(&h);
	/* a deleted event takes changes and stays deleted */
	if (out->result == CAL_OK && out->event[0].cancelled)
		fail(&x, CAL_MISSING, "the event is deleted");
}

static void
google_remove(const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	struct exchange x;
	struct http_request del = { .method = "DELETE", .if_match = rq->etag };
	struct http_answer h;

	begin(&x, as, rq, a, out);
	del.url = event_url(&x);
	if (exchange(&x, &del, &h) == CAL_MISSING) {
		out->result = CAL_OK;
		out->why = "";
	}
	http_done(&h);
}

static const char *
list_url(struct exchange *x, int most)
{
	const struct calendar_request *rq = x->rq;
	char from[INSTANT_LEN], to[INSTANT_LEN];
	const char *q = arena_printf(x->a,
	    "?singleEvents=true&showDeleted=true&maxResults=%d&%s", most,
	    FIELDS);

	if (rq->sync_token != NULL)
		q = arena_printf(
		    x->a, "%s&syncToken=%s", q, escape(x->a, rq->sync_token));
	else
		q = arena_printf(x->a, "%s&timeMin=%s&timeMax=%s", q,
		    instant_text(rq->from, from), instant_text(rq->to, to));
	if (rq->page_token != NULL)
		q = arena_printf(
		    x->a, "%s&pageToken=%s", q, escape(x->a, rq->page_token));
	return events_url(x, q);
}

static void
read_list(struct exchange *x, bool whole)
{
	struct http_request get = { .method = "GET" };
	struct http_answer h;

	get.url = list_url(x, whole ? x->as->page_size : 1);
	if (exchange(x, &get, &h) == CAL_OK && whole &&
	    !google_read_page(x->a, buf_str(&h.body), h.body.len, x->out))
		fail(x, CAL_NETWORK, "the answer is not whole");
	if (h.status == 410)
		x->out->result = CAL_TOKEN_GONE;
	http_done(&h);
}

static void
google_list(const struct calendar_access *as, const struct calendar_request *rq,
    struct arena *a, struct calendar_answer *out)
{
	struct exchange x;

	begin(&x, as, rq, a, out);
	read_list(&x, true);
}

static void
google_probe(const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	struct exchange x;

	begin(&x, as, rq, a, out);
	read_list(&x, false);
}

const struct calendar_port calendar_google = {
	.name = "google",
	.remote = true,
	.list = google_list,
	.insert = google_insert,
	.update = google_update,
	.remove = google_remove,
	.probe = google_probe,
};
