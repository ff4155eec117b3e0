/* Job: looks at the health of the hub and tells admins what is wrong. */
#include "common/arena.h"
#include "server/jobs/jobs_work.h"
#include "server/notify/notify.h"
#include "server/rpc/call.h"
#include "server/system/system.h"

static enum err
tell(struct call *c, const char *what_de, const char *what_en, const char *key)
{
	struct notification n = { .type = "error",
		.title_de = what_de,
		.title_en = what_en,
		.source = "health" };

	n.dedupe = arena_printf(c->arena, "health:%s", key);
	return notify_role(c, "admin", &n, NULL);
}

static enum err
tell_overdue(struct call *c, struct job_run *r)
{
	const char *name;
	enum err e = jobs_any_overdue(c, &name);

	if (e != OK || name == NULL)
		return e;
	if ((e = job_log(c, r, "overdue: %s", name)) != OK || r->dry_run)
		return e;
	return tell(c, arena_printf(c->arena, "Job „%s“ ist überfällig", name),
	    arena_printf(c->arena, "Job %s is overdue", name), name);
}

enum err
job_health_watch(struct call *c, struct job_run *r)
{
	struct system_health h;
	enum err e = system_health(c, &h);

	if (e != OK)
		return e;
	job_count(r, "memory_percent", h.memory_percent);
	job_count(r, "disk_free_percent", h.disk_free_percent);
	if ((e = tell_overdue(c, r)) != OK || h.overall == HEALTHY)
		return e;
	if ((e = job_log(c, r, "status %s", health_name(h.overall))) != OK ||
	    r->dry_run)
		return e;
	if (system_disk_health(&h) != HEALTHY)
		e = tell(c, "Der Speicherplatz des Servers wird knapp",
		    "The server is running out of disk space", "disk");
	if (e == OK && h.database != HEALTHY)
		e = tell(c, "Die Datenbank meldet einen Fehler",
		    "The database reports a fault", "database");
	if (e == OK && h.calendar != HEALTHY)
		e = tell(c, "Einträge erreichen den Kalender nicht",
		    "Entries do not reach the calendar", "calendar");
	return e;
}
