/* Answers of WebDAV: every resource has an address, or there is none. */
#include <assert.h>
#include <stdint.h>

#include "common/arena.h"
#include "server/calendar/caldav_xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct dav_answer d;
	struct dav_item *i;
	int n = 0;
	bool ok = dav_read(a, (const char *)data, size, &d);

	for (i = d.first; i != NULL; i = i->next, n++)
		assert(i->href != NULL);
	assert(n == d.n && (ok || n == 0));
	arena_free(a);
	return 0;
}
