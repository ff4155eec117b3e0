/* Hashing and the one rule for new passwords. */
#include "server/auth/auth_password.h"

#include <crypt.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"

_Static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_STRBYTES, "hash size");

/* Verified when the name is unknown, so that the time tells nothing. */
static const char nobody[crypto_pwhash_STRBYTES] =
    "$argon2id$v=19$m=65536,t=2,p=1$"
    "c29tZXNhbHRzb21lc2FsdA$"
    "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA";

bool
password_hash(const char *password, char out[PASSWORD_HASH_MAX])
{
	return crypto_pwhash_str(out, password, strlen(password),
		   crypto_pwhash_OPSLIMIT_INTERACTIVE,
		   crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0;
}

static bool
verify_bcrypt(const char *hash, const char *password)
{
	struct crypt_data *d = xcalloc(1, sizeof(*d));
	const char *got;
	bool same;

	got = strlen(password) <= 72 ? crypt_r(password, hash, d) : NULL;
	same = got != NULL && strlen(got) == strlen(hash) &&
	       sodium_memcmp(got, hash, strlen(hash)) == 0;
	sodium_memzero(d, sizeof(*d));
	free(d);
	return same;
}

bool
password_verify(const char *hash, const char *password)
{
	if (hash != NULL &&
	    (str_starts(hash, "$2a$") || str_starts(hash, "$2b$")))
		return verify_bcrypt(hash, password);
	if (hash == NULL || !str_starts(hash, "$argon2id$")) {
		/* nobody's password: the answer is no whatever comes out */
		if (crypto_pwhash_str_verify(
			nobody, password, strlen(password)) == 0)
			return false;
		return false;
	}
	return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

bool
password_is_old(const char *hash)
{
	return hash != NULL && crypto_pwhash_str_needs_rehash(hash,
				   crypto_pwhash_OPSLIMIT_INTERACTIVE,
				   crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0;
}

static const char *const common[] = { "passwort123", "password123",
	"1234567890", "12345678910", "0123456789", "qwertzuiop", "qwertyuiop",
	"passwort1234", "password1234", "willkommen", "willkommen1",
	"hallo12345", "abcdefghij", "1111111111", "0000000000", "iloveyou123",
	"administrator", "passwortpasswort", NULL };

const char *
password_fault(const char *password, const char *name, bool german)
{
	size_t n = utf8_count(password);
	int i;

	if (n < 10)
		return german ? "mindestens 10 Zeichen"
			      : "at least 10 characters";
	if (n > 100)
		return german ? "höchstens 100 Zeichen"
			      : "at most 100 characters";
	if (strcasecmp(password, name) == 0)
		return german ? "darf nicht der Benutzername sein"
			      : "must not be the user name";
	for (i = 0; common[i] != NULL; i++)
		if (strcasecmp(password, common[i]) == 0)
			return german
				   ? "ist zu bekannt, bitte ein anderes wählen"
				   : "is too common, please choose another";
	return NULL;
}
