# What no rule decides is listed with its choices; the hub's word writes, the
# calendar's word moves, renames or cancels the booking.
# covers: CAL-04
users chef:admin ana:telefonist
consultants Anna
chef> {"id":1,"op":"settings.set_key","params":{"key":"calendar.central_id","value":"zentral@example.org"},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
chef> {"id":2,"op":"settings.set_key","params":{"key":"calendar.provider","value":"google"},"idempotency_key":"c2"}
chef< {"id":2,"success":true}
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a2"}
ana< {"id":2,"success":true}
sql UPDATE calendar_outbox SET state = 'done', sent = 1
# 13:30 in Berlin: within the slot of 11:00 there is none, 13:30 is in none
sql INSERT INTO calendar_conflict(at, calendar, event_id, booking, kind, title, color_id, start_at, end_at) SELECT 0, 'central', calendar_event_id, id, 'off_grid', 'Muster, Erika', 2, 1772800200000, 1772807400000 FROM booking WHERE customer_last = 'Muster'
sql INSERT INTO calendar_conflict(at, calendar, event_id, booking, kind, title, color_id, start_at, end_at) SELECT 0, 'central', calendar_event_id, id, 'deleted', '', 0, 0, 0 FROM booking WHERE customer_last = 'Beispiel'
chef> {"id":3,"op":"calendar.list_conflicts","params":{}}
chef< {"id":3,"success":true,"data":{"items":[{"id":$one,"version":1,"kind":"off_grid","booking":1,"title":"Muster, Erika","start_at":"2026-03-06T12:30:00.000Z","choices":[{"choice":"hub","text":"Termin bleibt, der Eintrag im Kalender wird angepasst"},{"choice":"calendar","text":"Termin übernimmt die Zeit des Kalenders"}]},{"id":$two,"kind":"deleted","choices":[{"choice":"hub","text":"Termin bleibt, der Kalender bekommt einen neuen Eintrag"},{"choice":"calendar","text":"Termin wird abgesagt"}]}],"total":2,"limit":100,"offset":0}}
chef> {"id":4,"op":"calendar.resolve_conflict","params":{"id":$one,"choice":"calendar"},"idempotency_key":"c4"}
chef< {"id":4,"success":false,"code":"VALIDATION","fields":{"choice":$why}}
chef> {"id":5,"op":"calendar.resolve_conflict","params":{"id":$one,"choice":"hub","version":9},"idempotency_key":"c5"}
chef< {"id":5,"success":false,"code":"CONFLICT"}
chef> {"id":6,"op":"calendar.resolve_conflict","params":{"id":$one,"choice":"hub","version":1},"idempotency_key":"c6"}
chef< {"id":6,"success":true,"data":{"resolved":true}}
chef> {"id":7,"op":"calendar.list_outbox","params":{}}
chef< {"id":7,"success":true,"data":{"items":[{"operation":"update","booking":1,"title":"Muster, Erika"}],"total":1}}
chef> {"id":8,"op":"calendar.resolve_conflict","params":{"id":$two,"choice":"hub"},"idempotency_key":"c8"}
chef< {"id":8,"success":true}
# the id of a deleted event is never used again
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 2))
sql INSERT INTO t SELECT count(DISTINCT event_id) FROM calendar_outbox WHERE booking = 2
chef> {"id":9,"op":"calendar.resolve_conflict","params":{"id":$two,"choice":"hub"},"idempotency_key":"c9"}
chef< {"id":9,"success":false,"code":"CONFLICT"}
chef> {"id":10,"op":"calendar.resolve_conflict","params":{"id":4711,"choice":"hub"},"idempotency_key":"c10"}
chef< {"id":10,"success":false,"code":"NOT_FOUND"}
# the calendar's word: moved into the slot that holds the time, over or not
sql INSERT INTO calendar_conflict(at, calendar, event_id, booking, kind, title, color_id, start_at, end_at) SELECT 0, 'central', calendar_event_id, id, 'off_grid', 'Muster, Erika', 2, 1772803800000, 1772807400000 FROM booking WHERE customer_last = 'Muster'
chef> {"id":11,"op":"calendar.list_conflicts","params":{}}
chef< {"id":11,"success":true,"data":{"items":[{"id":$three}],"total":1}}
chef> {"id":12,"op":"calendar.resolve_conflict","params":{"id":$three,"choice":"calendar"},"idempotency_key":"c12"}
chef< {"id":12,"success":true}
ana> {"id":3,"op":"slots.get","params":{"id":1}}
ana< {"id":3,"success":true,"data":{"booking":{"date":"2026-03-06","hour":14,"status":"pending"}}}
