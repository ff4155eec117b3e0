# Another future booking of the customer must be confirmed; same key then.
# covers: SLOT-04 SLOT-14
users ana:telefonist ben:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"booking":{"id":$first}}}
ben> {"id":1,"op":"slots.book","params":{"date":"2026-03-05","hour":11,"last_name":"MUSTER","first_name":" erika "},"idempotency_key":"k"}
ben< {"id":1,"success":false,"code":"CONFIRM_DUPLICATE","data":{"booking":{"id":$first,"customer":"Muster, Erika","date":"2026-03-04","hour":14,"booked_by":"ana"}}}
ben> {"id":2,"op":"slots.book","params":{"date":"2026-03-05","hour":11,"last_name":"MUSTER","first_name":" erika ","confirm":["DUPLICATE"]},"idempotency_key":"k"}
ben< {"id":2,"success":true,"data":{"booking":{"id":$second}}}
ben> {"id":3,"op":"slots.book","params":{"date":"2026-03-05","hour":11,"last_name":"MUSTER","first_name":" erika ","confirm":["DUPLICATE"]},"idempotency_key":"k"}
ben< {"id":3,"success":true,"data":{"booking":{"id":$second}}}
sql SELECT iif((SELECT count(*) FROM booking) = 2, 1, json(''))
