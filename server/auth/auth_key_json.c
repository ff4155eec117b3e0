/* JSON of SSH keys. The key itself is public, but of use to sshd only. */
#include "server/auth/auth_key_json.h"

#include "common/json_write.h"
#include "server/auth/auth_key.h"

static void
members(struct jw *w, const struct auth_key *k)
{
	jw_kint(w, "id", k->id);
	jw_kint(w, "version", k->version);
	jw_kstr(w, "name", k->name);
	jw_kstr(w, "type", k->type);
	jw_kstr(w, "fingerprint", k->fingerprint);
	jw_kinstant(w, "added_at", k->added_at);
	jw_kstr(w, "added_by", k->added_by);
	if (k->last_used_at != 0)
		jw_kinstant(w, "last_used_at", k->last_used_at);
	if (k->revoked_at != 0)
		jw_kinstant(w, "revoked_at", k->revoked_at);
}

void
auth_key_json(struct jw *w, const char *key, const struct auth_key *k)
{
	jw_kobject(w, key);
	members(w, k);
	jw_end_object(w);
}

void
auth_keys_json(struct jw *w, const struct auth_keys *l)
{
	int i;

	jw_karray(w, "items");
	for (i = 0; i < l->n; i++) {
		jw_object(w);
		members(w, &l->row[i]);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_kint(w, "total", l->n);
}
