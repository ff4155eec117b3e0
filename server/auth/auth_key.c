/* Rules of SSH keys: adding, naming, revoking, listing. */
#include "server/auth/auth_key.h"

#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_key_parse.h"
#include "server/auth/auth_key_store.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_store.h"
#include "server/notify/notify.h"

#define KEYS_PER_ACCOUNT 20
#define NAME_CHARS 60

static const struct {
	const char *de, *en;
} faults[] = {
	[KEY_PRIVATE] = { "das ist der private Schlüssel: er darf den Rechner "
			  "nie verlassen. Gebraucht wird die Datei .pub",
	    "this is the private key: it must never leave your computer. What "
	    "is needed is the file .pub" },
	[KEY_OPTIONS] = { "vor dem Schlüssel darf nichts stehen: bitte nur "
			  "Art, Schlüssel und Kommentar einfügen",
	    "nothing may stand in front of the key: please paste type, key and "
	    "comment only" },
	[KEY_CERTIFICATE] = { "Zertifikate werden nicht angenommen: bitte den "
			      "öffentlichen Schlüssel selbst einfügen",
	    "certificates are not taken: please paste the public key itself" },
	[KEY_TYPE] = { "kein bekannter öffentlicher Schlüssel: erlaubt sind "
		       "ssh-ed25519, ecdsa-sha2-nistp256/384/521, ssh-rsa und "
		       "sk-Schlüssel (Inhalt der Datei .pub)",
	    "no known public key: allowed are ssh-ed25519, "
	    "ecdsa-sha2-nistp256/384/521, ssh-rsa and sk keys (content of the "
	    "file .pub)" },
	[KEY_SHORT] = { "RSA-Schlüssel brauchen mindestens 2048 Bit; besser "
			"ist ein neuer: ssh-keygen -t ed25519",
	    "RSA keys need at least 2048 bits; a new one is better: "
	    "ssh-keygen -t ed25519" },
	[KEY_LONG] = { "RSA-Schlüssel haben höchstens 16384 Bit",
	    "RSA keys have at most 16384 bits" },
	[KEY_SEVERAL] = { "bitte nur einen Schlüssel auf einmal",
	    "please only one key at a time" },
	[KEY_BROKEN] = { "der Schlüssel ist unvollständig oder verändert: "
			 "bitte die ganze Zeile der Datei .pub einfügen",
	    "the key is incomplete or changed: please paste the whole line of "
	    "the file .pub" },
};

/* What is shown for a key nobody has named: its comment, else its type. */
static const char *
usual_name(struct call *c, const struct key_text *k)
{
	char *s = arena_strndup(c->arena, k->comment, k->comment_len), *p;
	uint32_t cp;
	size_t n;
	int chars = 0;

	for (p = s; (n = utf8_next(p, &cp)) != 0 && chars < NAME_CHARS; p += n)
		chars++;
	*p = '\0';
	return *s != '\0' ? s : k->type;
}

static const char *
actor_name(const struct call *c)
{
	return c->actor != NULL ? c->actor->name : "";
}

/* The account hears of it, whoever did it. */
static enum err
tell(struct call *c, const struct auth_key *k, bool added)
{
	struct notification n = { .type = added ? "warning" : "info",
		.source = "auth" };
	const char *by = actor_name(c);

	n.title_de = added ? "Neuer SSH-Schlüssel hinterlegt"
			   : "SSH-Schlüssel widerrufen";
	n.title_en = added ? "A new SSH key was added" : "SSH key revoked";
	n.message_de = arena_printf(
	    c->arena, "„%s“ (%s), von %s", k->name, k->fingerprint, by);
	n.message_en = arena_printf(
	    c->arena, "\"%s\" (%s), by %s", k->name, k->fingerprint, by);
	return notify_account(c, k->account, &n);
}

static enum err
audit_key(struct call *c, const struct auth_key *k)
{
	struct auth_account a;
	enum err e = auth_store_account(c, k->account, &a);

	if (e != OK)
		return e;
	call_audit_target(c, "%s", a.name);
	jw_kint(call_audit(c), "key", k->id);
	jw_kstr(call_audit(c), "name", k->name);
	jw_kstr(call_audit(c), "type", k->type);
	jw_kstr(call_audit(c), "fingerprint", k->fingerprint);
	return OK;
}

static enum err
check_account(struct call *c, int64_t account)
{
	struct auth_account a;
	enum err e;

	if (account == 0) /* an operator is nobody */
		return call_fail(c, E_FORBIDDEN);
	if ((e = auth_store_account(c, account, &a)) != OK)
		return e;
	return a.id == 0 ? call_fail(c, E_NOT_FOUND) : OK;
}

static enum err
check_free(struct call *c, int64_t account, const char *fingerprint)
{
	struct auth_key twin;
	int64_t n;
	enum err e;

	if ((e = auth_key_store_live(c, fingerprint, &twin)) != OK)
		return e;
	if (twin.id != 0)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Dieser Schlüssel ist schon hinterlegt. Bitte einen "
			"eigenen erzeugen: ssh-keygen -t ed25519",
			"This key is registered already. Please make one of "
			"your own: ssh-keygen -t ed25519"));
	if ((e = auth_key_store_count(c, account, &n)) != OK)
		return e;
	if (n >= KEYS_PER_ACCOUNT)
		return call_fail_text(c, E_LIMIT,
		    call_tr(c,
			"Mehr als %d Schlüssel sind nicht möglich: bitte "
			"zuerst einen widerrufen",
			"More than %d keys are not possible: please revoke one "
			"first"),
		    KEYS_PER_ACCOUNT);
	return OK;
}

enum err
auth_key_add(
    struct call *c, const struct auth_key_new *in, struct auth_key *out)
{
	struct auth_key k = { .account = in->account,
		.version = 1,
		.added_at = c->now,
		.added_by = actor_name(c) };
	struct key_text *text = arena_zalloc(c->arena, sizeof(*text));
	enum key_fault f;
	enum err e;

	if ((e = check_account(c, in->account)) != OK)
		return e;
	if ((f = key_parse(in->key, text)) != KEY_FINE)
		return call_invalid(
		    c, "key", "%s", call_tr(c, faults[f].de, faults[f].en));
	k.type = text->type;
	k.blob = text->blob;
	k.fingerprint = text->fingerprint;
	k.name = in->name != NULL && in->name[0] != '\0' ? in->name
							 : usual_name(c, text);
	if ((e = check_free(c, k.account, k.fingerprint)) != OK)
		return e;
	if ((e = auth_key_store_insert(c, &k, &k.id)) != OK)
		return e;
	if ((e = audit_key(c, &k)) != OK || (e = tell(c, &k, true)) != OK)
		return e;
	*out = k;
	return OK;
}

/* A live key that may be changed by whom account says. */
static enum err
find_key(struct call *c, int64_t id, int64_t account, struct auth_key *out)
{
	enum err e = auth_key_store_get(c, id, out);

	if (e != OK)
		return e;
	if (out->id == 0 || out->revoked_at != 0 ||
	    (account != 0 && out->account != account))
		return call_fail(c, E_NOT_FOUND);
	return OK;
}

enum err
auth_key_rename(
    struct call *c, const struct auth_key_name *in, struct auth_key *out)
{
	struct auth_key k;
	enum err e;

	if (c->actor->id == 0)
		return call_fail(c, E_FORBIDDEN);
	if ((e = find_key(c, in->id, c->actor->id, &k)) != OK)
		return e;
	e = auth_key_store_rename(c, k.id, in->version, in->name);
	if (e != OK)
		return call_fail(c, e);
	jw_kstr(call_audit(c), "before", k.name);
	k.name = in->name;
	k.version++;
	if ((e = audit_key(c, &k)) != OK)
		return e;
	*out = k;
	return OK;
}

/* Whoever was let in by the key, but is not signed in yet. */
static void
forget_proof(struct app *app, void *arg)
{
	const struct auth_key *k = arg;
	struct conn *cn;

	for (cn = app->conns; cn != NULL; cn = cn->next)
		if (cn->challenge != NULL && cn->challenge->ssh_key == k->id)
			cn->challenge = auth_challenge_free(cn->challenge);
}

enum err
auth_key_revoke(struct call *c, int64_t id, int64_t account)
{
	struct auth_key *k = arena_zalloc(c->arena, sizeof(*k));
	enum err e;

	if ((e = find_key(c, id, account, k)) != OK)
		return e;
	if ((e = auth_key_store_revoke(c, k->id, actor_name(c))) != OK)
		return e;
	if ((e = auth_end_key(c, k->id, "key")) != OK)
		return e;
	call_after_commit(c, forget_proof, k);
	if ((e = audit_key(c, k)) != OK)
		return e;
	return tell(c, k, false);
}

enum err
auth_key_list(struct call *c, int64_t account, struct auth_keys *out)
{
	enum err e = check_account(c, account);

	return e == OK ? auth_key_store_list(c, account, out) : e;
}
