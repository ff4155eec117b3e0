/* The table of all error codes, made from err.def. */
#include "common/err.h"

#include "common/str.h"

static const struct err_info table[ERR_COUNT] = {
	[OK] = { "OK", false, 0, SEV_LOW, false, "", "Erledigt", "Done" },
#define ERR(code, retry, exit, sev, id, title, de, en) \
	[E_##code] = { #code, retry, exit, sev, id, title, de, en },
#include "common/err.def"
#undef ERR
};

const struct err_info *
err_info(enum err e)
{
	if ((int)e < 0 || e >= ERR_COUNT)
		e = E_INTERNAL;
	return &table[e];
}

/* The rows are sorted by strcmp; OK is no code of the wire. */
enum err
err_by_code(const char *code)
{
	int lo = 1, hi = ERR_COUNT - 1, mid, c;

	while (code != NULL && lo <= hi) {
		mid = lo + (hi - lo) / 2;
		c = strcmp(code, table[mid].code);
		if (c == 0)
			return (enum err)mid;
		if (c < 0)
			hi = mid - 1;
		else
			lo = mid + 1;
	}
	return E_INTERNAL;
}
