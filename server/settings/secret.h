#ifndef SERVER_SETTINGS_SECRET_H
#define SERVER_SETTINGS_SECRET_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The server secret (hub file E7): 32 bytes from which keys for data at rest
 * are made. Variable SECRET_KEY if set, else the file hub.secret (0600) of
 * the data folder. It is in no backup that is not encrypted with another key.
 */
#define SECRET_BYTES 32

/* NULL when the text is strong enough as SECRET_KEY, else the reason. */
const char *secret_fault(const char *text);
/*
 * Reads the secret; with create, makes the file when there is none. False and
 * why (never the value) when it is weak, unreadable or missing.
 */
bool secret_load(const char *data_dir, bool create,
    unsigned char out[SECRET_BYTES], char *why, size_t size);
/* The same from the file alone. */
bool secret_load_file(const char *data_dir, bool create,
    unsigned char out[SECRET_BYTES], char *why, size_t size);

#endif
