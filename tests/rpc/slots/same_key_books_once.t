# The same request twice is one booking, one calendar row, points once.
# covers: SLOT-14
users ana:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k"}
ana< {"id":1,"success":true,"data":{"booking":{"id":$id,"uuid":$uuid}}}
ana> {"id":2,"op":"slots.book","params":{"hour":14,"date":"2026-03-04","first_name":"Erika","last_name":"Muster"},"idempotency_key":"k"}
ana< {"id":2,"success":true,"data":{"booking":{"id":$id,"uuid":$uuid}}}
ana> {"id":3,"op":"slots.book","params":{"date":"2026-03-04","hour":16,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k"}
ana< {"id":3,"success":false,"code":"CONFLICT"}
sql SELECT iif((SELECT count(*) FROM booking) = 1 AND (SELECT count(*) FROM point_ledger) = 1 AND (SELECT count(*) FROM calendar_outbox) = 1, 1, json(''))
