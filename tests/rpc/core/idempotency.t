# The same key gives the same answer; with other parameters it is a conflict.
# covers: SLOT-14 API-02
users tina:telefonist ben:telefonist
consultants Anna
tina> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k"}
tina< {"id":1,"success":true,"data":{"booking":{"id":$id}}}
tina> {"id":2,"op":"slots.book","params":{"hour":14,"date":"2026-03-02","first_name":"Erika","last_name":"Muster"},"idempotency_key":"k"}
tina< {"id":2,"success":true,"data":{"booking":{"id":$id}}}
tina> {"id":3,"op":"slots.book","params":{"date":"2026-03-02","hour":16,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k"}
tina< {"id":3,"success":false,"code":"CONFLICT"}
ben> {"id":4,"op":"slots.book","params":{"date":"2026-03-02","hour":14,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"k"}
ben< {"id":4,"success":true}
tina>> {"id":5,"op":"slots.book","params":{"date":"2026-03-03","hour":14,"last_name":"Zwei","first_name":"Gleiche"},"idempotency_key":"z"}
tina>> {"id":6,"op":"slots.book","params":{"date":"2026-03-03","hour":14,"last_name":"Zwei","first_name":"Gleiche"},"idempotency_key":"z"}
turn
tina< {"id":5,"success":true,"data":{"booking":{"id":$two}}}
tina< {"id":6,"success":true,"data":{"booking":{"id":$two}}}
advance 25h
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 0))
sql INSERT INTO t SELECT count(*) FROM idempotency
