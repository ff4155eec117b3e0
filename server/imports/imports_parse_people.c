/*
 * Files of accounts of the older system: maps by user name (hub file E8).
 * Called by imports_parse.c. A fault never repeats what may be a secret.
 */
#include <string.h>

#include "common/arena.h"
#include "common/json.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/imports/imports_parse_private.h"

#define BCRYPT 60

/* The person of an old user name, found or made. */
static struct imp_user *
user_of(struct parse *p, const char *key)
{
	const char *name = utf8_fold(p->a, key);
	struct imp_user *u;
	int i;

	for (i = 0; i < p->d->n_users; i++)
		if (str_eq(p->d->user[i].user, name))
			return &p->d->user[i];
	u = IMP_ADD(p->a, p->d->user, p->d->n_users);
	u->user = name;
	return u;
}

static bool
is_user(struct parse *p, const char *key)
{
	if (*key != '\0' && utf8_count(key) <= 100 && utf8_clean(key, false))
		return true;
	parse_fault(p, 0, "a key is no user name");
	return false;
}

/* Some files wrap the map once more. */
static const json_t *
map_in(const json_t *o, const char *wrap)
{
	const json_t *inner = json_object_get(o, wrap);

	return json_is_object(inner) ? inner : o;
}

static void
no_record(struct parse *p, const char *key)
{
	parse_fault(p, 0, arena_printf(p->a, "%.100s: not an object", key));
}

/* --- passwords --- */

static bool
is_bcrypt(const char *s)
{
	size_t i;

	if (strlen(s) != BCRYPT ||
	    (!str_starts(s, "$2a$") && !str_starts(s, "$2b$")) || s[6] != '$')
		return false;
	for (i = 4; i < 6; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return strspn(s + 7, "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "abcdefghijklmnopqrstuvwxyz") == BCRYPT - 7;
}

static const char *
hash_in(const json_t *v)
{
	static const char *const names[] = { "password_hash", "hash",
		"password" };
	const char *s;
	size_t i;

	if (json_is_string(v))
		return json_string_value(v);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if ((s = json_get_str(v, names[i], NULL)) != NULL)
			return s;
	return NULL;
}

/* What is no hash we can check is dropped: plain text above all. */
static void
take_hash(struct parse *p, struct imp_user *u, const json_t *v)
{
	const char *s = hash_in(v);

	if (s != NULL && is_bcrypt(s))
		u->hash = arena_strdup(p->a, s);
	else if (s != NULL)
		u->bad_hash = true;
}

void
parse_passwords(struct parse *p, const json_t *o)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)map_in(o, "users"), key, v)
	{
		if (!is_user(p, key))
			continue;
		if (!json_is_string(v) && !json_is_object(v)) {
			no_record(p, key);
			continue;
		}
		take_hash(p, user_of(p, key), v);
		p->f->rows++;
	}
}

/* --- registry --- */

static const char *
first_of(struct parse *p, const json_t *o, const char *const *names)
{
	const char *s;

	for (; *names != NULL; names++)
		if ((s = parse_str(p, o, *names, NULL)) != NULL && *s != '\0')
			return s;
	return NULL;
}

static int64_t
instant_of(const json_t *o, const char *const *names)
{
	int64_t at = 0;

	for (; at == 0 && *names != NULL; names++)
		at = parse_instant(o, *names);
	return at;
}

/* true, "true" and 1 are all found. */
static bool
flag(const json_t *o, const char *name, bool dflt)
{
	const json_t *v = json_object_get(o, name);

	if (json_is_boolean(v))
		return json_is_true(v);
	if (json_is_integer(v))
		return json_integer_value(v) != 0;
	if (json_is_string(v))
		return str_eq(json_string_value(v), "true");
	return dflt;
}

static bool
is_disabled(struct parse *p, const json_t *o)
{
	const char *state = parse_str(p, o, "status", "");

	return flag(o, "deleted", false) || flag(o, "is_deleted", false) ||
	       flag(o, "disabled", false) || !flag(o, "active", true) ||
	       !flag(o, "is_active", true) || str_eq(state, "deleted") ||
	       str_eq(state, "disabled") || str_eq(state, "inactive");
}

static void
take_user(struct parse *p, struct imp_user *u, const json_t *o)
{
	static const char *const names[] = { "full_name", "display_name",
		"name", NULL };
	static const char *const mails[] = { "email", "mail", NULL };
	static const char *const made[] = { "created_at", "created", NULL };
	static const char *const seen[] = { "last_login", "last_login_at",
		NULL };

	u->display = first_of(p, o, names);
	u->email = first_of(p, o, mails);
	u->role = parse_str(p, o, "role", NULL);
	u->created_at = instant_of(o, made);
	u->last_login_at = instant_of(o, seen);
	u->logins = parse_int(o, "login_count", 0);
	u->disabled = is_disabled(p, o);
	if (flag(o, "is_admin", false))
		u->role = "admin";
	take_hash(p, u, o);
}

void
parse_users(struct parse *p, const json_t *o)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)map_in(o, "users"), key, v)
	{
		if (!is_user(p, key))
			continue;
		if (!json_is_object(v)) {
			no_record(p, key);
			continue;
		}
		take_user(p, user_of(p, key), v);
		p->f->rows++;
	}
}

/* --- second factors --- */

static int
base32(char c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

/* 160 bits in clear as hexadecimal; NULL for anything else. */
static const char *
seed_of(struct parse *p, const char *s)
{
	unsigned char seed[IMP_SEED_HEX / 2];
	uint32_t bits = 0;
	size_t n = 0;
	int have = 0, v;
	char *hex;

	for (; s != NULL && *s != '\0' && *s != '='; s++) {
		if (*s == ' ' || *s == '-')
			continue;
		if ((v = base32(*s)) < 0 || n == sizeof(seed))
			return NULL;
		bits = bits << 5 | (uint32_t)v;
		if ((have += 5) >= 8) {
			have -= 8;
			seed[n++] = (unsigned char)(bits >> have);
		}
	}
	if (n != sizeof(seed))
		return NULL;
	hex = arena_alloc(p->a, IMP_SEED_HEX + 1);
	hex_encode(seed, sizeof(seed), hex);
	return hex;
}

void
parse_factors(struct parse *p, const json_t *o)
{
	struct imp_user *u;
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)map_in(o, "users"), key, v)
	{
		if (!is_user(p, key))
			continue;
		if (!json_is_object(v)) {
			no_record(p, key);
			continue;
		}
		p->f->rows++;
		if (!flag(v, "enabled", false) && !flag(v, "is_enabled", false))
			continue;
		u = user_of(p, key);
		u->factor = true;
		u->seed = seed_of(p, json_get_str(v, "secret", NULL));
	}
}

/* --- login history --- */

static const char *
reason_of(struct parse *p, const json_t *o)
{
	const char *s = utf8_fold(p->a, parse_str(p, o, "reason", ""));

	if (strstr(s, "2fa") != NULL || strstr(s, "code") != NULL ||
	    strstr(s, "totp") != NULL)
		return "code";
	return strstr(s, "lock") != NULL || strstr(s, "gesperrt") != NULL
		   ? "locked"
		   : "password";
}

static const char *
cut(struct parse *p, const char *s, int n)
{
	const char *end = s;
	uint32_t cp;

	while (n-- > 0)
		end += utf8_next(end, &cp);
	return arena_strndup(p->a, s, (size_t)(end - s));
}

static void
take_login(struct parse *p, const char *user, const json_t *o)
{
	static const char *const times[] = { "timestamp", "at", "time",
		"login_time", NULL };
	static const char *const hosts[] = { "ip_address", "ip", "remote",
		NULL };
	static const char *const tools[] = { "user_agent", "client", NULL };
	int64_t at = json_is_object(o) ? instant_of(o, times) : 0;
	const char *host, *tool;
	struct imp_login *l;

	if (at == 0) {
		parse_fault(p, 0,
		    arena_printf(p->a, "%.100s: a login without time", user));
		return;
	}
	host = first_of(p, o, hosts);
	tool = first_of(p, o, tools);
	l = IMP_ADD(p->a, p->d->login, p->d->n_logins);
	l->user = utf8_fold(p->a, user);
	l->at = at;
	l->success = flag(o, "success", true);
	l->reason = l->success ? "" : reason_of(p, o);
	l->factor = l->success && (flag(o, "used_2fa", false) ||
				      flag(o, "two_factor", false))
			? "totp"
			: "";
	l->remote = cut(p, host != NULL ? host : "", 60);
	l->client = cut(p, tool != NULL ? tool : "", 80);
	l->seq = p->d->n_logins;
	p->f->rows++;
}

/* A list in which every entry names its user. */
static void
take_list(struct parse *p, const json_t *list)
{
	static const char *const names[] = { "username", "user", NULL };
	const char *user;
	json_t *v;
	size_t i;

	json_array_foreach((json_t *)list, i, v)
	{
		user = json_is_object(v) ? first_of(p, v, names) : NULL;
		if (user == NULL)
			parse_fault(p, 0, "a login without user");
		else if (is_user(p, user))
			take_login(p, user, v);
	}
}

void
parse_logins(struct parse *p, const json_t *o)
{
	static const char *const lists[] = { "logins", "entries", "history" };
	const char *key;
	json_t *v, *one;
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (json_is_array(v = json_object_get(o, lists[i])) &&
		    json_object_size(o) == 1) {
			take_list(p, v);
			return;
		}
	json_object_foreach((json_t *)map_in(o, "users"), key, v)
	{
		if (!is_user(p, key))
			continue;
		if (!json_is_array(v)) {
			no_record(p, key);
			continue;
		}
		json_array_foreach(v, i, one)
		{
			take_login(p, key, one);
		}
	}
}
