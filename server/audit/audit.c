/*
 * Rows of the audit log: who, from where, what, and their place in the chain.
 * The head is read with every row: it survives what is rolled back, and a head
 * somebody else wrote is noticed before it is sealed again.
 */
#include "server/audit/audit.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/audit/audit_int.h"
#include "server/audit/audit_store.h"

struct audit_chain *
audit_chain_free(struct audit_chain *ch)
{
	if (ch != NULL)
		sodium_memzero(ch, sizeof(*ch));
	free(ch);
	return NULL;
}

/* An operator who acts as an account stays who he is; account tells as whom. */
static const char *
who(const struct call *c)
{
	if (c->conn != NULL && c->conn->assumed != 0 && c->session == 0)
		return c->conn->os_name;
	return c->actor != NULL ? c->actor->name : "anonymous";
}

static const char *
where(struct call *c)
{
	char *text;

	if (c->conn == NULL)
		return "";
	text = arena_alloc(c->arena, AUDIT_REMOTE);
	audit_remote(c->conn->remote, text);
	return text;
}

/* Actions without a row are found by a test; the log takes them all the same */
static const struct audit_action *
row_of(struct call *c, const char *action)
{
	static const struct audit_action unknown = { "", "system", "info" };
	const struct audit_action *row = audit_action(action);

	if (row != NULL)
		return row;
	log_error(&c->log, "audit: no row for action %s", action);
	return &unknown;
}

void
audit_fill(struct call *c, const struct audit_entry *a, struct audit_row *row)
{
	const struct audit_action *known = row_of(c, a->action);

	memset(row, 0, sizeof(*row));
	row->at = c->now;
	row->type = known->type;
	row->action = a->action;
	row->actor = who(c);
	row->account = c->actor != NULL ? c->actor->id : 0;
	row->target = a->target;
	row->remote = where(c);
	row->client = c->conn != NULL ? c->conn->client : "";
	row->severity = a->severity != NULL ? a->severity : known->severity;
	row->details = a->details != NULL ? a->details : "{}";
	row->request = arena_printf(c->arena, "%lld", (long long)c->log.num);
	row->error_id = a->error_id;
}

static enum err
link_row(struct call *c, struct audit_mark *head, struct audit_row *row)
{
	const unsigned char *key = c->app->audit->key.key;
	enum err e;

	row->id = head->last_id + 1;
	memcpy(row->prev, head->mac, AUDIT_MAC);
	audit_row_mac(key, row, row->mac);
	e = audit_store_insert(c->db, row);
	if (e == E_CONFLICT) {
		/* somebody put a row behind the head: stay behind it */
		if ((e = audit_store_max_id(c->db, &row->id)) != OK)
			return e;
		row->id++;
		audit_row_mac(key, row, row->mac);
		e = audit_store_insert(c->db, row);
	}
	if (e != OK)
		return e;
	head->last_id = row->id;
	memcpy(head->mac, row->mac, AUDIT_MAC);
	audit_mark_seal(key, "head", head, head->seal);
	return audit_store_set_head(c->db, head);
}

/* A head that does not carry our seal was written by somebody else. */
static enum err
tell_head(struct call *c, struct audit_mark *head)
{
	static const struct audit_entry a = { .action =
						  "security_alert_audit_head" };
	struct audit_row row;
	enum err e;

	audit_fill(c, &a, &row);
	row.actor = "system";
	row.details = arena_printf(
	    c->arena, "{\"last_id\":%lld}", (long long)head->last_id);
	log_error(&c->log, "audit: the head of the log was changed at row %lld",
	    (long long)head->last_id);
	if ((e = link_row(c, head, &row)) != OK)
		return e;
	return audit_alert(c, &row);
}

enum err
audit_append(struct call *c, struct audit_row *row)
{
	struct audit_mark head;
	enum err e = audit_store_head(c->db, &head);

	if (e != OK)
		return e;
	if (head.last_id < 0)
		return E_INTERNAL; /* before audit_start */
	if (!audit_mark_good(c->app->audit->key.key, "head", &head) &&
	    (e = tell_head(c, &head)) != OK)
		return e;
	return link_row(c, &head, row);
}

enum err
audit_write(struct call *c, const struct audit_entry *a)
{
	struct audit_row row;
	enum err e;

	audit_fill(c, a, &row);
	if ((e = audit_append(c, &row)) != OK)
		return e;
	return audit_alert(c, &row);
}
