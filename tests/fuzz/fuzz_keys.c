/* Any bytes typed: every byte is consumed, events are well-formed. */
#include <assert.h>
#include <stdint.h>

#include "common/utf8.h"
#include "tui/term/term.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
drain(struct term *t, int64_t mono)
{
	struct term_event ev;

	while (term_read(t, &ev, mono)) {
		assert(ev.kind != TERM_KEY || ev.key != K_NONE);
		if (ev.kind == TERM_PASTE)
			assert(utf8_valid(ev.text, strlen(ev.text)) &&
			       utf8_clean(ev.text, true) == true);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct term *t = term_headless(24, 80, size > 0 && (data[0] & 1));
	struct term_event ev;
	int64_t mono = 0;

	/* in two parts, as a slow line delivers them */
	term_feed(t, data, size / 2);
	drain(t, mono += 10);
	term_feed(t, data + size / 2, size - size / 2);
	drain(t, mono += 10);
	while (term_deadline(t) != INT64_MAX)
		drain(t, mono = term_deadline(t));
	/* the end of a paste brings everything back to keys */
	term_feed(t, "\033[201~q", 7);
	drain(t, mono += 100);
	assert(!term_read(t, &ev, mono + 1000));
	term_close(t);
	return 0;
}
