# A connection whose session has run out, or was closed, gets no pushes.
# covers: SEC-02 API-08
users ana:telefonist ben:telefonist
consultants Anna
quiet ana
advance 7h
ben> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"b1"}
ben< {"id":1,"success":true}
ana! {"event":"slots.booking_changed","data":{"id":1}}
quiet ana
advance 2h
ben> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":16,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"b2"}
ben< {"id":2,"success":true}
ana- slots.booking_changed
ana> {"id":1,"op":"slots.list","params":{}}
ana< {"id":1,"success":false,"code":"SESSION_EXPIRED"}
