# The same customer in the same slot is refused, confirmed or not.
# covers: SLOT-04
users ana:telefonist ben:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"booking":{"id":$id}}}
ben> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"muster","first_name":"erika","confirm":["DUPLICATE"]},"idempotency_key":"b1"}
ben< {"id":1,"success":false,"code":"DUPLICATE_BOOKING","data":{"booking":{"id":$id,"status":"pending","booked_by":"ana"}}}
ana> {"id":2,"op":"slots.cancel","params":{"id":$id},"idempotency_key":"a2"}
ana< {"id":2,"success":true}
ben> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"muster","first_name":"erika"},"idempotency_key":"b2"}
ben< {"id":2,"success":true}
