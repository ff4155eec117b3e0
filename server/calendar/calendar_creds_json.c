/* Credentials of the service account: environment first, then a file. */
#include "server/calendar/calendar_creds_json.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/xalloc.h"
#include "server/calendar/calendar_http.h"
#include "server/calendar/calendar_jwt.h"

#define FILE_MAX 65536

static char *
from_base64(const char *s)
{
	size_t size = strlen(s), n;
	char *out = xcalloc(1, size + 1);

	if (sodium_base642bin((unsigned char *)out, size, s, size, " \r\n\t",
		&n, NULL, sodium_base64_VARIANT_ORIGINAL) == 0)
		return out;
	sodium_memzero(out, size);
	free(out);
	return NULL;
}

static char *
from_file(const char *path, char *why, size_t size)
{
	FILE *f = fopen(path, "re");
	char *text;
	size_t n;

	if (f == NULL) {
		snprintf(why, size, "the key file: %s", strerror(errno));
		return NULL;
	}
	text = xcalloc(1, FILE_MAX);
	n = fread(text, 1, FILE_MAX - 1, f);
	if (ferror(f) || n == FILE_MAX - 1) {
		snprintf(why, size, "the key file cannot be read");
		free(text);
		text = NULL;
	}
	fclose(f);
	return text;
}

static char *
find_text(const char *file, bool use_env, char *why, size_t size)
{
	const char *b64 = use_env ? getenv("GOOGLE_CREDS_BASE64") : NULL;
	const char *json = use_env ? getenv("GOOGLE_CREDS_JSON") : NULL;
	char *text;

	if (use_env && (b64 == NULL || *b64 == '\0'))
		b64 = getenv("GOOGLE_CREDS_B64");
	if (b64 != NULL && *b64 != '\0') {
		if ((text = from_base64(b64)) == NULL)
			snprintf(why, size, "GOOGLE_CREDS_BASE64 is no base64");
		return text;
	}
	if (json != NULL && *json != '\0')
		return xstrdup(json);
	if (*file != '\0')
		return from_file(file, why, size);
	snprintf(why, size,
	    "no credentials: calendar.credentials_file, "
	    "GOOGLE_CREDS_BASE64 or GOOGLE_CREDS_JSON");
	return NULL;
}

/* They go into a JSON text as they are. */
static bool
is_plain(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == '"' || *s == '\\')
			return false;
	return true;
}

static const char *
fault_of(const char *email, const char *key, const char *uri)
{
	if (email == NULL || *email == '\0' || !is_plain(email))
		return "the credentials have no client_email";
	if (uri == NULL || !is_plain(uri) || !http_may_use(uri))
		return "token_uri of the credentials must be an https address";
	if (key == NULL || !jwt_key_fits(key))
		return "private_key of the credentials is no RSA key";
	return NULL;
}

static bool
read_text(struct calendar_creds *out, const char *text, char *why, size_t size)
{
	json_t *o = json_parse_heap(text, strlen(text), NULL);
	const char *email = json_get_str(o, "client_email", NULL);
	const char *key = json_get_str(o, "private_key", NULL);
	const char *uri = json_get_str(o, "token_uri", NULL);
	const char *fault = json_is_object(o) ? fault_of(email, key, uri)
					      : "the credentials are no JSON";

	if (fault != NULL)
		snprintf(why, size, "%s", fault);
	else
		*out = (struct calendar_creds){ xstrdup(email), xstrdup(key),
			xstrdup(uri) };
	json_decref(o);
	return fault == NULL;
}

bool
calendar_creds_read(struct calendar_creds *out, const char *file, bool use_env,
    char *why, size_t size)
{
	char *text = find_text(file, use_env, why, size);
	bool ok;

	*out = (struct calendar_creds){ NULL, NULL, NULL };
	if (text == NULL)
		return false;
	ok = read_text(out, text, why, size);
	sodium_memzero(text, strlen(text));
	free(text);
	return ok;
}

void
calendar_creds_done(struct calendar_creds *k)
{
	if (k->key != NULL)
		sodium_memzero(k->key, strlen(k->key));
	free(k->email);
	free(k->key);
	free(k->token_uri);
	*k = (struct calendar_creds){ NULL, NULL, NULL };
}
