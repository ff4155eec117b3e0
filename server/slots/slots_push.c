/* Data of the pushes of slots: what every subscriber may see. */
#include "server/slots/slots_react.h"

#include "common/date.h"
#include "common/tz.h"
#include "server/rpc/call.h"
#include "server/slots/slots_env.h"
#include "server/slots/slots_store.h"

enum err
slots_push(struct app *app, int64_t key, struct jw *w)
{
	struct db *db = slots_app_db(app);
	struct place_count p;
	struct slot_fig f;
	int free, minute;
	enum err e;

	if ((e = slots_store_total(db, key, &f)) != OK)
		return e;
	if ((e = slots_store_count(db, key, slots_app_now(app), &p)) != OK)
		return e;
	if (f.date == DATE_NONE) {
		f.date = tz_date(key, &minute);
		f.hour = minute / 60;
	}
	f.booked = p.booked + f.external;
	free = f.total - f.booked - p.held;
	jw_kdate(w, "date", f.date);
	jw_kint(w, "hour", f.hour);
	jw_kint(w, "free", free > 0 ? free : 0);
	jw_kint(w, "total", f.total);
	jw_kint(w, "booked", f.booked);
	jw_kint(w, "held", p.held);
	return OK;
}

enum err
slots_booking_push(struct app *app, int64_t key, struct jw *w)
{
	struct booking b;
	enum err e;

	if ((e = slots_store_brief(slots_app_db(app), key, &b)) != OK)
		return e;
	if (b.id == 0)
		return E_NOT_FOUND;
	jw_kint(w, "id", b.id);
	jw_kint(w, "version", b.version);
	jw_kdate(w, "date", b.date);
	jw_kint(w, "hour", b.hour);
	return OK;
}
