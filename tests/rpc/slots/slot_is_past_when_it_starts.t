# 11:00 can be booked at 10:59:59, not at 11:00:00.
users ana:telefonist
consultants Anna
advance 7199s
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"booking":{"lead_time_days":0}}}
advance 1s
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-02","hour":11,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"SLOT_PAST","data":{"date":"2026-03-02","hour":11}}
ana> {"id":3,"op":"slots.cancel","params":{"id":1},"idempotency_key":"a3"}
ana< {"id":3,"success":false,"code":"SLOT_PAST"}
