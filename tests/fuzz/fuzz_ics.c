/* What is read can be written, and then means the same. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/calendar/caldav_ics.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FROM 1772438400000
#define TO (FROM + 100 * INT64_C(86400000))

static void
same_again(struct arena *a, struct calendar_event *ev)
{
	struct ics_window w = { FROM, TO, true };
	struct ics_file f;
	struct buf b;

	ev->id = "again";
	ev->start_at -= ev->start_at % 1000;
	ev->end_at -= ev->end_at % 1000;
	buf_init(&b, ICS_MAX);
	ics_write(&b, ev, FROM);
	if (!b.full) {
		assert(ics_read(a, "again", &b, &w, &f) && f.n == 1);
		assert(f.event[0].start_at == ev->start_at);
		assert(f.event[0].end_at == ev->end_at);
		assert(f.event[0].color == ev->color);
		assert((f.event[0].uuid == NULL) == (ev->uuid == NULL));
	}
	buf_done(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ics_window w = { FROM, TO, false };
	struct arena *a = arena_new();
	struct ics_file f;
	struct buf in, out;
	int i;

	tz_set("Europe/Berlin");
	buf_init(&in, ICS_MAX);
	buf_init(&out, ICS_MAX);
	buf_add(&in, data, size);
	if (ics_read(a, "name", &in, &w, &f)) {
		for (i = 0; i < f.n; i++) {
			assert(f.event[i].start_at <= f.event[i].end_at);
			assert(str_starts(f.event[i].id, "name"));
		}
		if (f.n > 0 && ics_change(&out, &in, &f.event[0], FROM) &&
		    !out.full)
			assert(ics_lines(a, out.p, out.len) != NULL);
		if (f.n > 0)
			same_again(a, &f.event[0]);
	} else {
		assert(f.why != NULL);
	}
	buf_done(&in);
	buf_done(&out);
	arena_free(a);
	return 0;
}
