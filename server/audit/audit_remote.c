/* Addresses without their host part. */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "common/str.h"
#include "server/audit/audit.h"

#define GROUPS 6 /* of eight that stay */

/* Longest run of zero groups, as the compressed form leaves it out. */
static void
longest_run(const uint16_t g[GROUPS], int *at, int *len)
{
	int i, j;

	*at = -1;
	*len = 1; /* a single zero is written */
	for (i = 0; i < GROUPS; i = j + 1) {
		for (j = i; j < GROUPS && g[j] == 0; j++)
			;
		if (j - i > *len) {
			*at = i;
			*len = j - i;
		}
	}
}

static void
cut_v6(const unsigned char *b, char out[AUDIT_REMOTE])
{
	uint16_t g[GROUPS];
	int at, len, i;
	size_t n = 0;

	for (i = 0; i < GROUPS; i++)
		g[i] = (uint16_t)(b[2 * i] << 8 | b[2 * i + 1]);
	longest_run(g, &at, &len);
	for (i = 0; i < GROUPS; i++) {
		if (i == at) {
			i += len - 1;
			n += (size_t)snprintf(
			    out + n, AUDIT_REMOTE - n, at == 0 ? "::" : ":");
			continue;
		}
		n += (size_t)snprintf(out + n, AUDIT_REMOTE - n, "%x:", g[i]);
	}
	snprintf(out + n, AUDIT_REMOTE - n, "x:x");
}

void
audit_remote(const char *remote, char out[AUDIT_REMOTE])
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	unsigned char b[16];
	char text[AUDIT_REMOTE];

	(void)str_copy(text, sizeof(text), remote);
	text[strcspn(text, "%")] = '\0'; /* fe80::1%eth0 */
	if (inet_pton(AF_INET6, text, b) == 1 &&
	    memcmp(b, mapped, sizeof(mapped)) != 0) {
		cut_v6(b, out);
		return;
	}
	if (inet_pton(AF_INET6, text, b) == 1)
		memmove(b, b + 12, 4);
	else if (inet_pton(AF_INET, text, b) != 1) {
		(void)str_copy(out, AUDIT_REMOTE, text);
		return;
	}
	snprintf(out, AUDIT_REMOTE, "%d.%d.%d.0", b[0], b[1], b[2]);
}
