/* Kept sessions of line mode. */
#include "tui/cli/cli_token.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/hash.h"
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/client/state_dir.h"

#define TOKEN_FILE_MAX 8192
#define PATH_SIZE 4096

static bool
token_path(char path[PATH_SIZE], const char *server, bool create)
{
	char hash[2 * HASH_LEN + 1], name[64];

	hash_sha256_hex(server, strlen(server), hash);
	snprintf(name, sizeof(name), "token-%.32s", hash);
	return state_path(path, PATH_SIZE, name, create);
}

void
token_done(struct cli_token *t)
{
	if (t->token != NULL)
		OPENSSL_cleanse(t->token, strlen(t->token));
	free(t->identity);
	free(t->user);
	free(t->token);
	*t = (struct cli_token){ 0 };
}

bool
token_load(struct cli_token *out, const char *server)
{
	char path[PATH_SIZE], *text;
	struct stat st;
	json_t *root;

	*out = (struct cli_token){ 0 };
	if (!token_path(path, server, false) ||
	    (text = state_read(path, TOKEN_FILE_MAX)) == NULL)
		return false;
	root = json_parse_heap(text, strlen(text), NULL);
	OPENSSL_cleanse(text, strlen(text));
	free(text);
	out->identity = xstrdup(json_get_str(root, "identity", ""));
	out->user = xstrdup(json_get_str(root, "user", ""));
	out->token = xstrdup(json_get_str(root, "token", ""));
	out->exposed = stat(path, &st) != 0 || (st.st_mode & 077) != 0;
	json_decref(root);
	if (*out->identity != '\0' && *out->token != '\0')
		return true;
	token_done(out);
	return false;
}

bool
token_save(const struct cli_token *t, const char *server)
{
	char path[PATH_SIZE], *text;
	json_t *root;
	bool good;

	if (!token_path(path, server, true)) {
		errno = ENOENT;
		return false;
	}
	root = json_pack("{s:s,s:s,s:s,s:s}", "server", server, "identity",
	    t->identity, "user", t->user, "token", t->token);
	text = json_dumps(root, JSON_INDENT(1));
	json_decref(root);
	good = text != NULL && state_write(path, text);
	free(text);
	return good;
}

void
token_forget(const char *server)
{
	char path[PATH_SIZE];

	if (token_path(path, server, false))
		(void)unlink(path); /* none is fine */
}
