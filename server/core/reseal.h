#ifndef SERVER_CORE_RESEAL_H
#define SERVER_CORE_RESEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "common/err.h"

/*
 * Another server key: everything sealed under the old one is sealed anew
 * (hub file B4). A feature with sealed values in the database adds a row to
 * reseal.def and a walker that hands each value to reseal_value and writes
 * back what is new, all in the savepoint of the call. A value that was given
 * up must be deleted or not be handed over: what no key opens keeps the health
 * of the server degraded and refuses the next change of the key.
 *
 * While app->seal_next is set (the rest of the turn of a rotation) nothing may
 * be sealed or opened: answer NOT_READY.
 */
struct app;
struct app_options;
struct call;
struct db;
struct seal;

#define RESEAL_OLD 4 /* keys that may have been in use before */

struct reseal {
	const struct seal *to;
	const struct seal *from[RESEAL_OLD]; /* NULL: no more */
	bool dry;			     /* count only */
	int kept;    /* the new key opens them already */
	int renewed; /* were under an old key */
	int lost;    /* no key opens them; they stay as they are */
};

/* Walks the table of one feature. */
typedef enum err reseal_walker(struct call *c, struct reseal *r);

/*
 * One value. True: out (n bytes, as long as the box) holds it under the new
 * key and must be stored. False: leave it as it is.
 */
bool reseal_value(struct reseal *r, const char *purpose, const void *box,
    size_t n, unsigned char *out);

/* Walks every row of reseal.def. */
enum err reseal_all(struct call *c, struct reseal *r);

/* First steps of a start: the key fits, or what is sealed follows it. */
enum err reseal_start(struct call *c, const struct app_options *o);
/* Values no key of this server opens. 0 at once when the key fitted. */
enum err reseal_lost(struct call *c, int *n);
/*
 * A new server key in the data folder, everything sealed anew with it. Takes
 * effect after the commit. CONFLICT when the key comes from the environment,
 * CONFIGURATION when something does not open.
 */
enum err reseal_rotate(struct call *c, int *renewed);
/* The request of a rotation, or its turn, did not last. */
void reseal_undo(struct app *app);
/*
 * For hubd --check: the key of the folder or of the environment, or one that
 * the next start takes from, is the one the database was sealed with. False
 * and why if not.
 */
bool reseal_fits(struct db *db, const char *data_dir, char *why, size_t size);

/* The walkers of reseal.def. */
reseal_walker audit_reseal;
reseal_walker factor_reseal;

#endif
