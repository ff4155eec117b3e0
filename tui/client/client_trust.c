/* Which certificates the client believes: known hosts, trust on first use. */
#include "tui/client/client_priv.h"

#include "common/str.h"
#include "common/xalloc.h"
#include "tui/client/state_dir.h"
#include "tui/client/target.h"
#include "tui/ui/i18n.h"

#define KNOWN_HOSTS_SIZE 65536

char *
trust_usual_file(void)
{
	char path[4096];

	return state_path(path, sizeof(path), "known_hosts", false)
		   ? xstrdup(path)
		   : NULL;
}

void
trust_refuse(struct client *c)
{
	char text[512], print[FINGERPRINT_SHOWN];

	if (c->target->kind == TARGET_SSH)
		snprintf(text, sizeof(text),
		    _("The SSH key of %s is not known and was not accepted. "
		      "Its fingerprint is %s"),
		    c->target->name, fingerprint_ssh(c->asked, print));
	else
		snprintf(text, sizeof(text),
		    _("The certificate of %s is not known and was not "
		      "accepted. Its "
		      "fingerprint is %s"),
		    c->target->name, c->asked);
	client_no_link(c, TROUBLE_UNTRUSTED, text);
}

static char *
read_known(const struct client *c)
{
	char *text = c->known_hosts != NULL
			 ? state_read(c->known_hosts, KNOWN_HOSTS_SIZE)
			 : NULL;

	return text != NULL ? text : xstrdup("");
}

static void
remember_host(struct client *c, const char *fingerprint)
{
	char path[4096];
	char *old, *text;

	(void)str_copy(c->accepted, sizeof(c->accepted), fingerprint);
	/* makes the folder of the usual place */
	(void)state_path(path, sizeof(path), "known_hosts", true);
	if (c->known_hosts == NULL)
		return;
	old = read_known(c);
	text = known_hosts_set(old, c->target->name, fingerprint);
	(void)state_write(c->known_hosts, text); /* else asked again */
	free(text);
	free(old);
}

static void
set_identity(struct client *c, const char *fingerprint)
{
	free(c->identity);
	if (c->target->kind == TARGET_SSH) /* either file may know its key */
		c->identity = xstrdup(c->target->name);
	else if (fingerprint != NULL)
		c->identity = xprintf("tls:%s", fingerprint);
	else
		c->identity = xprintf("%s:%s",
		    c->target->kind == TARGET_UNIX ? "unix" : "ca",
		    c->target->name);
}

static void
trusted(struct client *c, const char *fingerprint)
{
	set_identity(c, fingerprint);
	client_enter(c, STAGE_GREETING);
	if (fingerprint != NULL) {
		client_set_pace(c, CONNECT_MS);
		link_go(c->link);
	}
}

static void
refuse_changed(struct client *c, const char *known, const char *shown)
{
	char text[512], was[FINGERPRINT_SHOWN], now[FINGERPRINT_SHOWN];

	if (c->target->kind == TARGET_SSH)
		snprintf(text, sizeof(text),
		    _("THE SSH KEY OF %s HAS CHANGED. Known: %s. Shown now: "
		      "%s. Somebody may be listening in. If an admin confirms "
		      "the new one, remove the line of this server from %s"),
		    c->target->name, fingerprint_ssh(known, was),
		    fingerprint_ssh(shown, now),
		    c->known_hosts != NULL ? c->known_hosts : "known_hosts");
	else
		snprintf(text, sizeof(text),
		    _("THE CERTIFICATE OF %s HAS CHANGED. Known: %s. Shown "
		      "now: %s. "
		      "Somebody may be listening in. If an admin confirms the "
		      "new "
		      "fingerprint, remove the line of this server from %s"),
		    c->target->name, known, shown,
		    c->known_hosts != NULL ? c->known_hosts : "known_hosts");
	client_no_link(c, TROUBLE_CHANGED, text);
}

static void
ask_trust(struct client *c, const char *fingerprint)
{
	char print[FINGERPRINT_SHOWN];
	struct client_trust t = { c->target->name, c->asked, NULL };

	(void)str_copy(c->asked, sizeof(c->asked), fingerprint);
	client_enter(c, STAGE_TRUST);
	(void)uv_timer_stop(&c->pace); /* people may take their time */
	if (c->target->kind == TARGET_SSH)
		t.ssh = fingerprint_ssh(c->asked, print);
	if (c->hooks.trust != NULL)
		c->hooks.trust(c->arg, &t);
	else
		trust_refuse(c);
}

void
trust_check(struct client *c, const char *fingerprint)
{
	char known[FINGERPRINT_LEN], *text;
	bool listed;

	if (fingerprint == NULL) {
		trusted(c, NULL);
		return;
	}
	text = read_known(c);
	listed = known_hosts_find(text, c->target->name, known);

	free(text);
	if (str_eq(fingerprint, c->accepted) ||
	    (listed && str_eq(known, fingerprint)))
		trusted(c, fingerprint);
	else if (listed)
		refuse_changed(c, known, fingerprint);
	else
		ask_trust(c, fingerprint);
}

void
client_accept(struct client *c, bool yes)
{
	if (!yes) {
		if (c->stage == STAGE_TRUST)
			client_set_pace(c, 0); /* refused from the loop */
		return;
	}
	if (c->asked[0] == '\0')
		return;
	remember_host(c, c->asked);
	if (c->stage != STAGE_TRUST)
		return;
	if (c->link != NULL) {
		trusted(c, c->asked);
		return;
	}
	c->stage = STAGE_IDLE; /* the server did not wait for the answer */
	client_set_pace(c, 0);
}
