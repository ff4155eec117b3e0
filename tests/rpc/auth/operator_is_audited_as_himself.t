# What an operator does with --as is audited under his own name, with the
# account he acted as.
# covers: OPS-30 SEC-12
users tina:telefonist
consultants Anna
op> {"id":1,"op":"auth.assume","params":{"name":"tina"}}
op< {"id":1,"success":true}
op> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a"}
op< {"id":2,"success":true,"data":{"booking":{"booked_by":{"name":"tina"}}}}
tina> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":16,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"b"}
tina< {"id":1,"success":true}
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'booking_created' AND target = 'booking:1' AND actor LIKE 'cli:%' AND account = 1
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'booking_created' AND target = 'booking:2' AND actor = 'tina' AND account = 1
