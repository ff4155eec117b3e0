# All faults of a form at once; a valid hour outside the weekday's grid is
# another refusal.
users ana:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":10,"last_name":"Muster (Ghost)","first_name":"(Max)"},"idempotency_key":"a1"}
ana< {"id":1,"success":false,"code":"VALIDATION","fields":{"hour":*,"last_name":*,"first_name":*}}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"  ","first_name":"Max","potential":"normal"},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"VALIDATION","fields":{"last_name":*,"potential":*}}
ana> {"id":3,"op":"slots.book","params":{"date":"2026-03-06","hour":16,"last_name":"Muster","first_name":"Max"},"idempotency_key":"a3"}
ana< {"id":3,"success":false,"code":"NO_AVAILABILITY","data":{"alternatives":[{"date":"2026-03-06","hour":14},{"date":"2026-03-06","hour":11},{"date":"2026-03-06","hour":9},{"date":"2026-03-05","hour":20},{"date":"2026-03-05","hour":18}]}}
ana> {"id":4,"op":"slots.book","params":{"date":"2026-03-07","hour":11,"last_name":"Muster","first_name":"Max"},"idempotency_key":"a4"}
ana< {"id":4,"success":false,"code":"NO_AVAILABILITY"}
