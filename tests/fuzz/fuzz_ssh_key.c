/* Public keys as they are pasted: what is taken must read the same again. */
#include <stdint.h>

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "server/auth/auth_key_parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = xstrndup((const char *)data, size), *line;
	struct key_text k, again;

	if (key_parse(text, &k) == KEY_FINE) {
		line = xprintf("%s %s", k.type, k.blob);
		if (strlen(k.fingerprint) != KEY_PRINT_LEN - 1 ||
		    k.comment + k.comment_len > text + strlen(text) ||
		    key_parse(line, &again) != KEY_FINE ||
		    strcmp(again.fingerprint, k.fingerprint) != 0 ||
		    again.comment_len != 0)
			abort();
		free(line);
	}
	free(text);
	return 0;
}
