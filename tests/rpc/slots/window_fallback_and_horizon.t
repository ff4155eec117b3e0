# Booking.md 19.4 with today = Mon 2 Mar 2026.
# covers: SLOT-08 SLOT-03
users ana:telefonist
consultants Anna Bernd Clara
ana> {"id":1,"op":"slots.show_day","params":{"date":"2026-04-26"}}
ana< {"id":1,"success":true,"data":{"date":"2026-04-26","weekday":6,"slots":[]}}
ana> {"id":2,"op":"slots.show_day","params":{"date":"2026-04-27"}}
ana< {"id":2,"success":true,"data":{"beyond_horizon":false,"slots":[{"hour":9,"total":3,"fallback":false},{"hour":11,"total":9,"fallback":false},{"hour":14},{"hour":16},{"hour":18},{"hour":20}]}}
ana> {"id":3,"op":"slots.show_day","params":{"date":"2026-04-28"}}
ana< {"id":3,"success":true,"data":{"slots":[{"hour":9,"total":0,"consultants":0,"bookable":false},{"hour":11,"total":9,"consultants":3,"fallback":true,"bookable":true},{"hour":14},{"hour":16},{"hour":18},{"hour":20}]}}
ana> {"id":4,"op":"slots.book","params":{"date":"2026-04-28","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a4"}
ana< {"id":4,"success":true,"data":{"points":7}}
ana> {"id":5,"op":"slots.book","params":{"date":"2026-04-28","hour":9,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a5"}
ana< {"id":5,"success":false,"code":"NO_AVAILABILITY","data":{"date":"2026-04-28","hour":9,"free":0,"total":0}}
ana> {"id":6,"op":"slots.book","params":{"date":"2026-05-25","hour":11,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a6"}
ana< {"id":6,"success":false,"code":"DATE_BLOCKED","data":{"reason":"Pfingstmontag","holiday":true}}
ana> {"id":7,"op":"slots.book","params":{"date":"2026-05-26","hour":11,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a7"}
ana< {"id":7,"success":false,"code":"BEYOND_HORIZON","error":"Buchbar sind höchstens 84 Tage im Voraus","data":{"limit":"2026-05-25"}}
ana> {"id":8,"op":"slots.book","params":{"date":"2026-05-01","hour":11,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a8"}
ana< {"id":8,"success":false,"code":"DATE_BLOCKED","data":{"reason":"Erster Mai (Tag der Arbeit)","holiday":true}}
ana> {"id":9,"op":"slots.show_day","params":{"date":"2026-05-26"}}
ana< {"id":9,"success":true,"data":{"beyond_horizon":true,"slots":[]}}
