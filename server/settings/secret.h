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
/* SECRET_KEY is set: the file is not used. */
bool secret_in_env(void);

/*
 * Change of the key. hub.secret.next: made before everything is sealed anew,
 * takes the place of hub.secret afterwards; a start in between finds both.
 * hub.secret.old: put there by an operator, with an older database.
 */
#define SECRET_FILE "hub.secret"
#define SECRET_NEXT "hub.secret.next"
#define SECRET_OLD "hub.secret.old"

/* One such file. False when it is missing or not usable. */
bool secret_load_name(
    const char *data_dir, const char *name, unsigned char out[SECRET_BYTES]);
/* The key of SECRET_KEY_OLD. False when it is not set or weak. */
bool secret_read_old_env(unsigned char out[SECRET_BYTES]);
/* On disk, with its name, when it returns. */
bool secret_write_next(const char *data_dir,
    const unsigned char secret[SECRET_BYTES], char *why, size_t size);
/* hub.secret.next becomes hub.secret. */
bool secret_take_next(const char *data_dir, char *why, size_t size);
void secret_drop_next(const char *data_dir);

#endif
