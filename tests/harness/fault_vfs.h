#ifndef TESTS_HARNESS_FAULT_VFS_H
#define TESTS_HARNESS_FAULT_VFS_H

/*
 * A file system for SQLite that fails on demand: the default one with writes
 * and syncs that can be told to fail. One process, one setting.
 */
enum fault {
	FAULT_NONE,
	FAULT_FULL, /* writes answer SQLITE_FULL */
	FAULT_SYNC, /* syncs answer SQLITE_IOERR_FSYNC */
	FAULT_WRITE /* writes answer SQLITE_IOERR_WRITE */
};

/* Becomes the default; call before the first database is opened. */
void fault_vfs_install(void);
void fault_vfs_set(enum fault f);

#endif
