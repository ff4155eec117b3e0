/* Signing in over SSH and as a local user (architecture 8). */
#include <pwd.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/auth/auth.h"
#include "server/auth/auth_key.h"
#include "server/auth/auth_key_parse.h"
#include "server/auth/auth_key_store.h"
#include "server/auth/auth_store.h"
#include "server/settings/settings.h"

#define NO_KEY (-1) /* of a connection: the one it showed was refused */

/* The peer is the system account under which sshd starts hub --ssh. */
static bool
is_ssh_peer(const struct call *c)
{
	const char *name = settings_text(c->app->settings, SET_SSH_USER);
	struct passwd pw, *found = NULL;
	char room[4096];

	if (c->conn == NULL || c->conn->kind != CONN_UNIX || c->conn->uid < 0 ||
	    name[0] == '\0')
		return false;
	return getpwnam_r(name, &pw, room, sizeof(room), &found) == 0 &&
	       found != NULL && (int64_t)found->pw_uid == c->conn->uid;
}

/*
 * What comes over this connection from now on is typed by somebody far away:
 * it has no more rights than the session it opens.
 */
static void
become_remote(struct call *c)
{
	c->conn->is_operator = false;
	c->conn->assumed = 0;
	if (c->conn->session == 0) {
		c->conn->account = 0;
		c->actor = NULL;
	}
}

static enum err
refuse(struct call *c, const char *target, const char *de, const char *en)
{
	struct audit_entry a = { .action = "login_failure",
		.severity = "warning",
		.target = target };
	enum err e = audit_write(c, &a);

	if (e != OK)
		return e;
	log_warn(&c->log, "auth failure key=%s remote=%s",
	    target != NULL ? target : "unreadable", c->conn->remote);
	call_fail_text(c, E_INVALID_CREDENTIALS, "%s", call_tr(c, de, en));
	return call_refuse(c, E_INVALID_CREDENTIALS);
}

static enum err
refuse_key(struct call *c, const char *fingerprint)
{
	return refuse(c, fingerprint,
	    "Dieser SSH-Schlüssel öffnet keinen Zugang. Ein Admin oder das "
	    "Sicherheitszentrum kann ihn hinterlegen",
	    "This SSH key opens no account. An admin or the security centre "
	    "can register it");
}

/* The key named in the call or proven before; *fingerprint for the log. */
static enum err
find_proven(struct call *c, const struct auth_ssh *in, struct auth_key *out,
    const char **fingerprint)
{
	struct key_text *text = arena_zalloc(c->arena, sizeof(*text));
	enum err e;

	*out = (struct auth_key){ 0 };
	*fingerprint = NULL;
	if (in->key == NULL) {
		if ((e = auth_key_store_get(c, c->conn->ssh_proven, out)) == OK)
			*fingerprint = out->fingerprint;
		return e;
	}
	if (key_parse(in->key, text) != KEY_FINE)
		return OK;
	*fingerprint = text->fingerprint;
	return auth_key_store_live(c, text->fingerprint, out);
}

static enum err
admit(struct call *c, const struct auth_key *k, int language,
    struct auth_ticket *out)
{
	struct auth_proof p = { .ssh_key = k->id, .language = language };
	enum err e;

	p.source = arena_printf(c->arena, "key:%s", k->fingerprint);
	if ((e = auth_key_store_used(c, k->id)) != OK)
		return e;
	return auth_admit(c, k->account, &p, out);
}

static enum err
check_asked(struct call *c, const struct auth_ssh *in)
{
	if (!is_ssh_peer(c))
		return call_fail(c, E_FORBIDDEN);
	become_remote(c);
	/* one connection, one key: the peer may be relaying a stranger */
	if ((in->key != NULL) == (c->conn->ssh_proven != 0) ||
	    (in->key == NULL && (c->conn->ssh_proven < 0 || in->only_prove)))
		return call_fail(c, E_FORBIDDEN);
	if (in->key != NULL)
		c->conn->ssh_proven = NO_KEY; /* until it is found good */
	return OK;
}

enum err
auth_ssh(struct call *c, const struct auth_ssh *in, struct auth_ticket *out,
    const char **name)
{
	struct auth_account a = { 0 };
	struct auth_key k;
	const char *fingerprint;
	enum err e;

	if ((e = check_asked(c, in)) != OK)
		return e;
	auth_hello(c, in->language, in->client);
	if ((e = find_proven(c, in, &k, &fingerprint)) != OK)
		return e;
	if (k.id != 0 && k.revoked_at == 0 &&
	    (e = auth_store_account(c, k.account, &a)) != OK)
		return e;
	if (!a.active)
		return refuse_key(c, fingerprint);
	c->conn->ssh_proven = k.id;
	*name = a.name;
	if (in->only_prove) {
		call_audit_as(c, "", NULL);
		return OK;
	}
	if (!a.is_admin && (e = gate_maintenance(c)) != OK)
		return e;
	call_audit_target(c, "%s", a.name);
	return admit(c, &k, in->language, out);
}

enum err
auth_local(
    struct call *c, int language, const char *client, struct auth_ticket *out)
{
	struct auth_proof p = { .language = language };
	struct auth_account a;
	int64_t account = 0;
	enum err e;

	auth_hello(c, language, client);
	if (c->conn == NULL || c->conn->kind != CONN_UNIX || c->conn->uid < 0)
		return call_fail(c, E_FORBIDDEN);
	if ((e = auth_key_store_os_user(c, c->conn->uid, &account)) != OK)
		return e;
	if (account == 0) /* nobody guesses here: no trace, no counter */
		return call_fail_text(c, E_INVALID_CREDENTIALS, "%s",
		    call_tr(c,
			"Ihr Systemkonto gehört zu keinem Hub-Konto. Bitte "
			"mit Name und Passwort anmelden",
			"Your system account belongs to no hub account. "
			"Please sign in with name and password"));
	if ((e = auth_store_account(c, account, &a)) != OK)
		return e;
	if (!a.is_admin && (e = gate_maintenance(c)) != OK)
		return e;
	call_audit_target(c, "%s", a.name);
	p.source = arena_printf(c->arena, "uid:%lld", (long long)c->conn->uid);
	return auth_admit(c, account, &p, out);
}

enum err
auth_key_authorized(
    struct call *c, const struct auth_key_query *in, struct auth_keys *out)
{
	const char *ours = settings_text(c->app->settings, SET_SSH_USER);
	struct key_text *text = arena_zalloc(c->arena, sizeof(*text));
	bool remote = c->conn != NULL &&
		      (c->conn->ssh_proven != 0 || c->conn->session != 0);

	if (c->conn == NULL || remote ||
	    (!c->conn->is_operator && !is_ssh_peer(c)))
		return call_fail(c, E_FORBIDDEN);
	*out = (struct auth_keys){ 0 };
	if (in->user != NULL && !str_eq(in->user, ours))
		return OK;
	if (in->key == NULL)
		return auth_key_store_authorized(c, NULL, in, out);
	if (key_parse(in->key, text) != KEY_FINE)
		return OK;
	return auth_key_store_authorized(c, text->fingerprint, in, out);
}
