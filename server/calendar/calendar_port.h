#ifndef SERVER_CALENDAR_CALENDAR_PORT_H
#define SERVER_CALENDAR_CALENDAR_PORT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * The port to calendars (architecture 6): requests and answers are values,
 * made on the loop, worked on by a worker that knows no app and no database.
 * Everything of one exchange lives in its arena.
 */
struct arena;

/* What became of a request. The first four are the answer of a calendar. */
enum calendar_result {
	CAL_OK,
	CAL_EXISTS,	 /* insert: the id is taken (409) */
	CAL_MISSING,	 /* no such event or calendar (404, deleted) */
	CAL_CHANGED,	 /* somebody else was first (412) */
	CAL_TOKEN_GONE,	 /* the sync token is no good: full list (410) */
	CAL_INVALID,	 /* the calendar refuses the data (400) */
	CAL_FORBIDDEN,	 /* no right, no such account (401, 403) */
	CAL_RATE,	 /* too many calls (429 and its kin) */
	CAL_UNAVAILABLE, /* 5xx */
	CAL_NETWORK,	 /* no connection, no certificate, a cut answer */
	CAL_SETUP,	 /* credentials or addresses that cannot work */
	CAL_RESULTS
};
/* "ok", "exists" ... as they are stored and shown. */
const char *calendar_result_name(enum calendar_result r);
/* Trying again later may help. */
bool calendar_result_passes(enum calendar_result r);

/* How to reach the provider and as whom. */
struct calendar_access {
	const char *base;	 /* address of the API, no slash at its end */
	const char *email;	 /* service account; NULL: no credentials */
	const char *key;	 /* its private key, PEM */
	const char *token_uri;	 /* of the key file */
	const char *token;	 /* still good at `now`, or NULL */
	int64_t token_ends;	 /* of a fresh token the answer tells more */
	int64_t now;		 /* wall time at the start of the work */
	int page_size;		 /* events per page */
	const atomic_bool *stop; /* true: give up at once; NULL: never */
};

struct calendar_event {
	const char *id, *etag;
	bool cancelled; /* a stub: deleted there, other members may be empty */
	const char *title, *description;
	int color;		  /* 0: none */
	int64_t start_at, end_at; /* 0 in a stub */
	bool all_day;
	const char *uuid; /* hub_booking, or NULL */
};

struct calendar_request {
	const char *calendar; /* id at the provider */
	const char *event_id;
	const char *body; /* insert, update: the event as JSON */
	const char *etag; /* update, delete: only if unchanged; NULL: any */
	const char *sync_token, *page_token; /* list; NULL: none */
	int64_t from, to; /* list without token: the window */
};

struct calendar_answer {
	enum calendar_result result;
	int retry_after; /* seconds, -1: the calendar did not say */
	int calls;	 /* HTTP exchanges that count for the quota */
	const char *why; /* for admins, no secrets; "" when fine */
	struct calendar_event *event;
	int n;
	const char *next_page;	/* list: there is more */
	const char *next_token; /* list: at the last page */
	const char *token;	/* access token for the next request, or NULL */
	int64_t token_ends;
};

typedef void calendar_call(const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out);

struct calendar_port {
	const char *name;
	bool remote; /* false: the hub's own tables are the calendar */
	/* With a list that fails nothing is known: never an empty calendar. */
	calendar_call *list;
	/* Of an event that stands there already: EXISTS and the event. */
	calendar_call *insert;
	/* Changes the members of the body. The event as it is now. */
	calendar_call *update;
	/* An event that is gone already is OK. */
	calendar_call *remove;
	/* Can it be read? At most one event. */
	calendar_call *probe;
};
extern const struct calendar_port calendar_local, calendar_google;
extern const char *const calendar_ports[]; /* names, NULL-terminated */
/* NULL: no such provider. */
const struct calendar_port *calendar_port_find(const char *name);

#endif
