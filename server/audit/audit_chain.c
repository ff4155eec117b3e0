/* The chain of the audit log: keyed BLAKE2b over fields with their lengths. */
#include "server/audit/audit_chain.h"

#include <sodium.h>
#include <string.h>

#define ABSENT UINT32_MAX /* in place of a length: NULL is not "" */

_Static_assert(AUDIT_KEY == crypto_generichash_KEYBYTES &&
		   AUDIT_MAC == crypto_generichash_BYTES,
    "sizes of libsodium");

static void
add(crypto_generichash_state *h, const void *p, size_t n)
{
	crypto_generichash_update(h, p, n);
}

/* Least significant byte first, on every machine. */
static void
add_number(crypto_generichash_state *h, uint64_t v, size_t bytes)
{
	unsigned char b[8];
	size_t i;

	for (i = 0; i < bytes; i++)
		b[i] = (unsigned char)(v >> (8 * i));
	add(h, b, bytes);
}

static void
add_text(crypto_generichash_state *h, const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0;

	add_number(h, s != NULL ? n : ABSENT, 4);
	add(h, s != NULL ? s : "", n);
}

static void
begin(crypto_generichash_state *h, const unsigned char key[AUDIT_KEY],
    const char *what)
{
	crypto_generichash_init(h, key, AUDIT_KEY, AUDIT_MAC);
	add_text(h, what);
}

void
audit_row_mac(const unsigned char key[AUDIT_KEY], const struct audit_row *row,
    unsigned char out[AUDIT_MAC])
{
	const char *const texts[] = { row->type, row->action, row->actor,
		row->target, row->remote, row->client, row->severity,
		row->details, row->request, row->error_id };
	crypto_generichash_state h;
	size_t i;

	begin(&h, key, "row 1");
	add(&h, row->prev, AUDIT_MAC);
	add_number(&h, (uint64_t)row->id, 8);
	add_number(&h, (uint64_t)row->at, 8);
	add_number(&h, (uint64_t)row->account, 8);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		add_text(&h, texts[i]);
	crypto_generichash_final(&h, out, AUDIT_MAC);
}

void
audit_mark_seal(const unsigned char key[AUDIT_KEY], const char *what,
    const struct audit_mark *m, unsigned char out[AUDIT_MAC])
{
	crypto_generichash_state h;

	begin(&h, key, what);
	add_number(&h, (uint64_t)m->last_id, 8);
	add_number(&h, (uint64_t)m->dropped, 8);
	add(&h, m->mac, AUDIT_MAC);
	crypto_generichash_final(&h, out, AUDIT_MAC);
}

bool
audit_mark_good(const unsigned char key[AUDIT_KEY], const char *what,
    const struct audit_mark *m)
{
	unsigned char want[AUDIT_MAC];

	audit_mark_seal(key, what, m, want);
	return sodium_memcmp(want, m->seal, AUDIT_MAC) == 0;
}
