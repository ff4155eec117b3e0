# 10.5: no outcome before the start, any after it; the outcome row, the day's
# figures and the customer's profile follow each correction; undo restores.
# covers: SLOT-07 SLOT-13 ANA-22
clock 2026-03-02T07:00:00Z
users anna:telefonist ben:telefonist opa:opener chef:admin
consultants Carl Dora
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"b"}
anna< {"id":1,"success":true,"data":{"booking":{"id":$b,"version":$v,"status_source":"manual","may":{"status":["cancelled","rescheduled","overhang","exit"]}}}}
anna> {"id":2,"op":"slots.set_status","params":{"id":$b,"status":"appeared"},"idempotency_key":"c"}
anna< {"id":2,"success":false,"code":"CONFLICT","error":"Vor seinem Beginn hat ein Termin noch kein Ergebnis"}
advance 90m
anna> {"id":3,"op":"slots.set_status","params":{"id":$b,"status":"no_show","version":99},"idempotency_key":"d"}
anna< {"id":3,"success":false,"code":"CONFLICT"}
ben> {"id":1,"op":"slots.set_status","params":{"id":$b,"status":"no_show"},"idempotency_key":"d"}
ben< {"id":1,"success":false,"code":"FORBIDDEN"}
anna> {"id":4,"op":"slots.set_status","params":{"id":$b,"status":"no_show"},"idempotency_key":"e"}
anna< {"id":4,"success":true,"data":{"booking":{"status":"no_show","color_id":11,"may":{"undo":true}},"undo_until":$u}}
ben! {"event":"slots.booking_changed","data":{"id":$b}}
advance 2h
anna> {"id":5,"op":"slots.undo_status","params":{"id":$b},"idempotency_key":"f"}
anna< {"id":5,"success":false,"code":"EXPIRED"}
anna> {"id":6,"op":"slots.set_status","params":{"id":$b,"status":"appeared"},"idempotency_key":"g"}
anna< {"id":6,"success":true,"data":{"booking":{"status":"appeared"}}}
anna> {"id":7,"op":"slots.undo_status","params":{"id":$b},"idempotency_key":"h"}
anna< {"id":7,"success":true,"data":{"booking":{"status":"no_show","color_id":11}}}
opa> {"id":1,"op":"slots.set_status","params":{"id":$b,"status":"ghost"},"idempotency_key":"i"}
opa< {"id":1,"success":true,"data":{"booking":{"status":"ghost"}}}
opa> {"id":2,"op":"outcomes.list","params":{}}
opa< {"id":2,"success":true,"data":{"items":[{"booking":$b,"customer":"Muster, Erika","date":"2026-03-02","hour":9,"outcome":"ghost","source":"manual","status":"ghost","booked_by":"anna","final":true}],"total":1}}
ben> {"id":2,"op":"outcomes.list","params":{}}
ben< {"id":2,"success":true,"data":{"items":[],"total":0}}
sql CREATE TEMP TABLE t2(o TEXT CHECK(o = '1 0 0 1 0'))
sql INSERT INTO t2 SELECT total || ' ' || completed || ' ' || no_shows || ' ' || ghosts || ' ' || pending FROM daily_metrics_now WHERE date = '2026-03-02'
sql CREATE TEMP TABLE t3(o TEXT CHECK(o = 'Muster, Erika 1 0 medium'))
sql INSERT INTO t3 SELECT name || ' ' || total || ' ' || score_hundredths || ' ' || risk FROM customer_profile_now
# 14 days later only an admin corrects
advance 14d
op> {"id":1,"op":"auth.assume","params":{"name":"opa"}}
op< {"id":1,"success":true}
op> {"id":2,"op":"slots.set_status","params":{"id":$b,"status":"appeared"},"idempotency_key":"j"}
op< {"id":2,"success":false,"code":"FORBIDDEN"}
op> {"id":3,"op":"auth.assume","params":{"name":"chef"}}
op< {"id":3,"success":true}
op> {"id":4,"op":"slots.set_status","params":{"id":$b,"status":"recall"},"idempotency_key":"k"}
op< {"id":4,"success":true,"data":{"booking":{"status":"recall","color_id":3}}}
