/* A failing file system under SQLite. */
#include "tests/harness/fault_vfs.h"

#include <sqlite3.h>
#include <stddef.h>
#include <string.h>

#include "common/log.h"

struct fault_file {
	sqlite3_file base;
	sqlite3_file *real; /* behind this struct */
};

static enum fault now;
static sqlite3_vfs vfs;
static sqlite3_io_methods methods;
static const sqlite3_io_methods *real_methods;

static sqlite3_file *
real(sqlite3_file *f)
{
	return ((struct fault_file *)(void *)f)->real;
}

static int
f_close(sqlite3_file *f)
{
	return real(f)->pMethods->xClose(real(f));
}

static int
f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return real(f)->pMethods->xRead(real(f), p, n, at);
}

static int
f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	if (now == FAULT_FULL)
		return SQLITE_FULL;
	if (now == FAULT_WRITE)
		return SQLITE_IOERR_WRITE;
	return real(f)->pMethods->xWrite(real(f), p, n, at);
}

static int
f_truncate(sqlite3_file *f, sqlite3_int64 n)
{
	return real(f)->pMethods->xTruncate(real(f), n);
}

static int
f_sync(sqlite3_file *f, int flags)
{
	if (now == FAULT_SYNC)
		return SQLITE_IOERR_FSYNC;
	return real(f)->pMethods->xSync(real(f), flags);
}

static int
f_size(sqlite3_file *f, sqlite3_int64 *n)
{
	return real(f)->pMethods->xFileSize(real(f), n);
}

static int
f_lock(sqlite3_file *f, int kind)
{
	return real(f)->pMethods->xLock(real(f), kind);
}

static int
f_unlock(sqlite3_file *f, int kind)
{
	return real(f)->pMethods->xUnlock(real(f), kind);
}

static int
f_reserved(sqlite3_file *f, int *out)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), out);
}

static int
f_control(sqlite3_file *f, int op, void *arg)
{
	return real(f)->pMethods->xFileControl(real(f), op, arg);
}

static int
f_sector(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int
f_device(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int
f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **p)
{
	return real(f)->pMethods->xShmMap(real(f), page, size, extend, p);
}

static int
f_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	return real(f)->pMethods->xShmLock(real(f), at, n, flags);
}

static void
f_shm_barrier(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}

static int
f_shm_unmap(sqlite3_file *f, int delete_it)
{
	return real(f)->pMethods->xShmUnmap(real(f), delete_it);
}

static int
open_file(
    sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct fault_file *ff = (struct fault_file *)(void *)f;
	sqlite3_vfs *below = v->pAppData;
	int rc;

	ff->real = (sqlite3_file *)(void *)(ff + 1);
	rc = below->xOpen(below, name, ff->real, flags, out);
	if (rc == SQLITE_OK && real_methods == NULL)
		real_methods = ff->real->pMethods;
	ff->base.pMethods = rc == SQLITE_OK ? &methods : NULL;
	return rc;
}

void
fault_vfs_install(void)
{
	sqlite3_vfs *below = sqlite3_vfs_find(NULL);
	static const sqlite3_io_methods m = { 2, f_close, f_read, f_write,
		f_truncate, f_sync, f_size, f_lock, f_unlock, f_reserved,
		f_control, f_sector, f_device, f_shm_map, f_shm_lock,
		f_shm_barrier, f_shm_unmap, NULL, NULL };

	methods = m;
	vfs = *below;
	vfs.zName = "fault";
	vfs.pAppData = below;
	vfs.szOsFile = (int)sizeof(struct fault_file) + below->szOsFile;
	vfs.xOpen = open_file;
	if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
		fatal("vfs");
}

void
fault_vfs_set(enum fault f)
{
	now = f;
}
