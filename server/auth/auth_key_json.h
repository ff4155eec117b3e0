#ifndef SERVER_AUTH_AUTH_KEY_JSON_H
#define SERVER_AUTH_AUTH_KEY_JSON_H

struct jw;
struct auth_key;
struct auth_keys;

/* KEY object under a name; a list as "items" and "total". */
void auth_key_json(struct jw *w, const char *key, const struct auth_key *k);
void auth_keys_json(struct jw *w, const struct auth_keys *l);

#endif
