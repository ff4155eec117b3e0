#ifndef SERVER_DB_DB_PRIVATE_H
#define SERVER_DB_DB_PRIVATE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "server/db/db.h"

/* Shared by the files of server/db only. */
#define DB_SETS 64
#define DB_SAVEPOINTS 8

struct stmt {
	struct db *db;
	sqlite3_stmt *s;
	int rc;	   /* last result of a step */
	bool busy; /* stepped, not reset */
};

struct db_set {
	const struct sqlset *set;
	struct stmt *stmts;
};

struct db {
	sqlite3 *h;
	bool read_only;
	bool turn;
	bool lost; /* the turn was rolled back behind our back */
	int depth; /* savepoints open */
	int n_sets;
	int wal_pages; /* after the last commit */
	int64_t reads_mark;
	bool wrote;
	struct db_set sets[DB_SETS];
	struct stmt begin, commit, rollback;
	struct stmt save[DB_SAVEPOINTS], release[DB_SAVEPOINTS],
	    back[DB_SAVEPOINTS];
	char error[200];
};

/* Error code of a failed step or of the connection's last error. */
enum err db_result(struct db *db, int rc);
/* Runs SQL text that is not prepared: pragmas and migrations. */
int db_run(struct db *db, const char *sql);
/* Notes that the transaction has vanished; call after every failure. */
void db_notice(struct db *db);

#endif
