/* Any text typed as a date: a sane answer, the same in capital letters. */
#include <assert.h>
#include <stdint.h>

#include "common/date.h"
#include "common/date_entry.h"
#include "common/xalloc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
upper(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'a' && *s <= 'z')
			*s = (char)(*s - 32);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int today, date = -7, hour = -7, date2, hour2;
	char *s, iso[11];
	bool ok;

	if (size < 2)
		return 0;
	today = (data[0] << 8 | data[1]) % (DATE_MAX + 1);
	s = xstrndup((const char *)data + 2, size - 2);
	ok = date_entry_parse(s, today, &date, &hour);
	if (ok) {
		assert(date >= DATE_MIN && date <= DATE_MAX);
		assert(hour >= -1 && hour <= 23);
		date_text(date, iso);
		assert(date_entry_parse(iso, today, &date2, &hour2));
		assert(date2 == date && hour2 == -1);
	} else {
		assert(date == -7 && hour == -7);
	}
	upper(s);
	assert(date_entry_parse(s, today, &date2, &hour2) == ok);
	assert(!ok || (date2 == date && hour2 == hour));
	free(s);
	return 0;
}
