/* Names where an attempt to sign in comes from. */
#include "server/auth/auth_source.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "common/hash.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/auth/auth_key_store.h"
#include "server/auth/auth_store_door.h"

#define MARK_SHOWN 16 /* digits of the hash that name a device */

void
auth_source_mark(const char *hash, char out[AUTH_SOURCE_MAX])
{
	snprintf(out, AUTH_SOURCE_MAX, "device:%.*s", MARK_SHOWN, hash);
}

static void
net4(const unsigned char *a, char out[AUTH_SOURCE_MAX])
{
	snprintf(out, AUTH_SOURCE_MAX, "net:%d.%d.%d.0/24", a[0], a[1], a[2]);
}

void
auth_source_net(const char *remote, char out[AUTH_SOURCE_MAX])
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	unsigned char a[16];
	char text[INET6_ADDRSTRLEN];

	str_copy(out, AUTH_SOURCE_MAX, "net:?");
	if (inet_pton(AF_INET, remote, a) == 1) {
		net4(a, out);
		return;
	}
	if (inet_pton(AF_INET6, remote, a) != 1)
		return;
	if (memcmp(a, mapped, sizeof(mapped)) == 0) {
		net4(a + sizeof(mapped), out);
		return;
	}
	memset(a + 7, 0, 9); /* 56 bits stay */
	if (inet_ntop(AF_INET6, a, text, sizeof(text)) != NULL)
		snprintf(out, AUTH_SOURCE_MAX, "net:%s/56", text);
}

/* Whether the account knows the mark; then it names the source. */
static enum err
by_device(struct call *c, int64_t account, const char *device,
    char out[AUTH_SOURCE_MAX], bool *found)
{
	char hash[2 * HASH_LEN + 1];
	enum err e;

	hash_sha256_hex(device, strlen(device), hash);
	e = door_store_device(c, account, hash, found);
	if (e == OK && *found)
		auth_source_mark(hash, out);
	return e;
}

/* A key that this connection has shown by auth.ssh, its owner's or not. */
static enum err
by_key(struct call *c, char out[AUTH_SOURCE_MAX], bool *found)
{
	struct auth_key k;
	enum err e;

	*found = false;
	if (c->conn == NULL || c->conn->ssh_proven <= 0)
		return OK;
	if ((e = auth_key_store_get(c, c->conn->ssh_proven, &k)) != OK)
		return e;
	*found = k.id != 0;
	if (*found)
		snprintf(out, AUTH_SOURCE_MAX, "key:%s", k.fingerprint);
	return OK;
}

enum err
auth_source(struct call *c, int64_t account, const char *device,
    char out[AUTH_SOURCE_MAX])
{
	bool found;
	enum err e = by_key(c, out, &found);

	if (e == OK && !found && device != NULL)
		e = by_device(c, account, device, out, &found);
	if (e != OK || found)
		return e;
	if (c->conn != NULL && c->conn->kind == CONN_UNIX)
		snprintf(
		    out, AUTH_SOURCE_MAX, "uid:%lld", (long long)c->conn->uid);
	else
		auth_source_net(c->conn != NULL ? c->conn->remote : "", out);
	return OK;
}
