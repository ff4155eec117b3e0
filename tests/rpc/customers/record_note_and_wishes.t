# The record: counts, preferences, note with version; the note is searched; who
# booked the customer sees figures, others the mark only.
# covers: SLOT-06 ANA-06 ANA-07
clock 2026-03-02T07:00:00Z
users anna:telefonist ben:telefonist chef:admin
consultants Carl Dora
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":9,"last_name":"Muster","first_name":"Erika","description":"will Bausparer","campaign":"Frühling"},"idempotency_key":"a"}
anna< {"id":1,"success":true}
anna> {"id":3,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika","confirm":["DUPLICATE"]},"idempotency_key":"c"}
anna< {"id":3,"success":true}
advance 3h
op> {"id":1,"op":"auth.assume","params":{"name":"anna"}}
op< {"id":1,"success":true}
anna> {"id":4,"op":"slots.set_status","params":{"id":1,"status":"appeared"},"idempotency_key":"d"}
anna< {"id":4,"success":true}
anna> {"id":5,"op":"customers.get","params":{"id":1}}
anna< {"id":5,"success":true,"data":{"customer":{"id":1,"version":1,"name":"Muster, Erika","last_name":"Muster","first_name":"Erika","note":"","risk":"low","missed":0,"appointments":2,"open":1,"own":true,"next":{"booking":2,"date":"2026-03-04","hour":14},"last":{"booking":1,"date":"2026-03-02","status":"appeared"},"first_seen":"2026-03-02","last_seen":"2026-03-02","counts":{"total":1,"completed":1,"no_shows":0,"ghosts":0,"cancelled":0,"rescheduled":0,"overhang":0,"exits":0},"figures":{"score_hundredths":10000,"decided_tenths":1000,"segment":"new"},"preferred":{"weekday":0,"hour":9,"weekday_wished":false,"hour_wished":false},"created_at":*,"updated_at":*,"merged":[]},"history":[{"booking":2,"date":"2026-03-04","hour":14,"status":"pending","coming":true,"moves":0,"booked_by":"anna"},{"booking":1,"date":"2026-03-02","hour":9,"status":"appeared","coming":false,"outcome":"completed","moves":0,"booked_by":"anna","campaign":"Frühling","description":"will Bausparer"}],"total":2}}
anna> {"id":6,"op":"customers.update","params":{"id":1,"version":1,"note":"Rückruf ab 17 Uhr,\nkommt mit Partner","weekday":4,"hour":18},"idempotency_key":"e"}
anna< {"id":6,"success":true,"message":"Gespeichert: Muster, Erika","data":{"customer":{"version":2,"note":"Rückruf ab 17 Uhr,\nkommt mit Partner","preferred":{"weekday":4,"hour":18,"weekday_wished":true,"hour_wished":true}}}}
ben! {"event":"customers.changed","data":{"id":1}}
ben> {"id":1,"op":"customers.update","params":{"id":1,"version":1,"note":"anders"},"idempotency_key":"f"}
ben< {"id":1,"success":false,"code":"CONFLICT","data":{"version":2}}
ben> {"id":2,"op":"customers.update","params":{"id":1,"hour":10},"idempotency_key":"g"}
ben< {"id":2,"success":false,"code":"VALIDATION","fields":{"hour":"Erlaubt sind 9, 11, 14, 16, 18 und 20 Uhr"}}
ben> {"id":3,"op":"customers.update","params":{"id":99,"note":"x"},"idempotency_key":"h"}
ben< {"id":3,"success":false,"code":"NOT_FOUND"}
ben> {"id":4,"op":"customers.find","params":{"text":"partner"}}
ben< {"id":4,"success":true,"data":{"items":[{"id":1,"has_note":true}]}}
# ben has not booked this customer: no figures, no texts of others
ben> {"id":5,"op":"customers.get","params":{"id":1}}
ben< {"id":5,"success":true,"data":{"customer":{"own":false,"risk":"low","figures":!},"history":[{"booking":!,"date":"2026-03-04","booked_by":"anna"},{"booking":!,"description":!}]}}
ben> {"id":6,"op":"customers.show_history","params":{"id":1}}
ben< {"id":6,"success":true,"data":{"name":"Muster, Erika","total":2,"statistics":!}}
chef> {"id":1,"op":"customers.show_history","params":{"id":1,"limit":1,"offset":1}}
chef< {"id":1,"success":true,"data":{"items":[{"booking":1,"status":"appeared"}],"total":2,"limit":1,"offset":1,"statistics":{"decided":1,"reliability_tenths":1000,"no_show_tenths":0}}}
chef> {"id":2,"op":"customers.update","params":{"id":1,"note":"","weekday":-1,"hour":-1},"idempotency_key":"i"}
chef< {"id":2,"success":true,"data":{"customer":{"note":"","preferred":{"weekday":0,"hour":9,"weekday_wished":false,"hour_wished":false}}}}
chef> {"id":3,"op":"customers.find","params":{"text":"partner"}}
chef< {"id":3,"success":true,"data":{"items":[]}}
# the note itself is in no audit row
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 2))
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'customer_changed' AND target = 'customer:1' AND details NOT LIKE '%Partner%'
