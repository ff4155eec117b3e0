# Another session, even of an opener, has nothing to undo.
users ana:telefonist otto:opener
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"slots.cancel","params":{"id":1},"idempotency_key":"a2"}
ana< {"id":2,"success":true}
otto> {"id":1,"op":"slots.undo_status","params":{"id":1},"idempotency_key":"o1"}
otto< {"id":1,"success":false,"code":"CONFLICT"}
