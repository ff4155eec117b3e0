# The place was sold meanwhile: undo fails and changes nothing.
# covers: SLOT-04
users ana:telefonist ben:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"slots.cancel","params":{"id":1},"idempotency_key":"a2"}
ana< {"id":2,"success":true}
ben> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"b1"}
ben< {"id":1,"success":true}
ana> {"id":3,"op":"slots.undo_status","params":{"id":1},"idempotency_key":"a3"}
ana< {"id":3,"success":false,"code":"SLOT_FULL","data":{"date":"2026-03-04","hour":9,"free":0,"total":1,"alternatives":[*,*,*,*,*]}}
ana> {"id":4,"op":"slots.get","params":{"id":1}}
ana< {"id":4,"success":true,"data":{"booking":{"status":"cancelled","version":2}}}
