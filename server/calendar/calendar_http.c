/* HTTP over libcurl with limits of time and size and a way to stop. */
#include "server/calendar/calendar_http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"

#define CONNECT_S 10L
#define TOTAL_S 60L
/* A peer that sends less than this for so long has gone. */
#define SLOW_BYTES 16L
#define SLOW_S 20L

void
http_setup(void)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		fatal("libcurl does not start");
}

static bool
is_loopback(const char *host)
{
	return str_eq(host, "localhost") || str_eq(host, "[::1]") ||
	       (strncmp(host, "127.", 4) == 0 &&
		   host[strspn(host, "0123456789.")] == '\0');
}

bool
http_may_use(const char *url)
{
	CURLU *u = curl_url();
	char *scheme = NULL, *host = NULL;
	bool may = false;

	if (u != NULL && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK)
		may = str_eq(scheme, "https") ||
		      (str_eq(scheme, "http") && is_loopback(host));
	curl_free(scheme);
	curl_free(host);
	curl_url_cleanup(u);
	return may;
}

static size_t
take(char *p, size_t size, size_t n, void *arg)
{
	struct buf *b = arg;

	return buf_add(b, p, size * n) ? size * n : 0;
}

static int
watch(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	const atomic_bool *stop = arg;

	(void)a;
	(void)b;
	(void)c;
	(void)d;
	return stop != NULL && atomic_load(stop);
}

static struct curl_slist *
add_header(struct curl_slist *l, const char *name, const char *value)
{
	char *line;
	struct curl_slist *more;

	if (value == NULL)
		return l;
	line = xprintf("%s: %s", name, value);
	more = curl_slist_append(l, line);
	if (more == NULL)
		fatal("no memory");
	explicit_bzero(line, strlen(line));
	free(line);
	return more;
}

static struct curl_slist *
headers(const struct http_request *rq)
{
	struct curl_slist *l = NULL;

	if (rq->bearer != NULL) {
		char *v = xprintf("Bearer %s", rq->bearer);

		l = add_header(l, "Authorization", v);
		explicit_bzero(v, strlen(v));
		free(v);
	}
	l = add_header(l, "If-Match", rq->if_match);
	if (rq->body != NULL)
		l = add_header(l, "Content-Type", rq->type);
	/* no "Expect: 100-continue", which costs a round trip */
	return curl_slist_append(l, "Expect:");
}

static void
set_limits(CURL *h, const struct http_request *rq, struct http_answer *out)
{
	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(h, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
	curl_easy_setopt(h, CURLOPT_TIMEOUT, TOTAL_S);
	curl_easy_setopt(h, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES);
	curl_easy_setopt(h, CURLOPT_LOW_SPEED_TIME, SLOW_S);
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, &out->body);
	curl_easy_setopt(h, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(h, CURLOPT_XFERINFOFUNCTION, watch);
	curl_easy_setopt(h, CURLOPT_XFERINFODATA, (void *)rq->stop);
	curl_easy_setopt(h, CURLOPT_USERAGENT, "hubd/" HUB_VERSION);
	if (strncmp(rq->url, "http:", 5) == 0)
		curl_easy_setopt(h, CURLOPT_NOPROXY, "*");
}

static void
finish(CURL *h, CURLcode r, struct http_answer *out)
{
	curl_off_t wait = 0;

	if (r != CURLE_OK) {
		snprintf(out->why, sizeof(out->why), "%s",
		    out->body.full ? "the answer is too long"
				   : curl_easy_strerror(r));
		return;
	}
	curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &out->status);
	if (curl_easy_getinfo(h, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK &&
	    wait > 0)
		out->retry_after = wait > 86400 ? 86400 : (int)wait;
}

void
http_run(const struct http_request *rq, struct http_answer *out)
{
	struct curl_slist *l;
	CURL *h;

	*out = (struct http_answer){ .retry_after = -1 };
	buf_init(&out->body, HTTP_BODY_MAX);
	if (!http_may_use(rq->url)) {
		out->bad_setup = true;
		snprintf(out->why, sizeof(out->why),
		    "an address must be https, or http on this machine");
		return;
	}
	if ((h = curl_easy_init()) == NULL)
		fatal("no memory");
	l = headers(rq);
	set_limits(h, rq, out);
	curl_easy_setopt(h, CURLOPT_URL, rq->url);
	curl_easy_setopt(h, CURLOPT_HTTPHEADER, l);
	if (rq->body != NULL)
		curl_easy_setopt(h, CURLOPT_POSTFIELDS, rq->body);
	curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, rq->method);
	finish(h, curl_easy_perform(h), out);
	curl_slist_free_all(l);
	curl_easy_cleanup(h);
}

void
http_done(struct http_answer *out)
{
	buf_done(&out->body);
}
