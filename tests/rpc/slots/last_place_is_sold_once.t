# Two requests of one turn want the last place: one gets it.
# covers: SLOT-04
users ana:telefonist ben:telefonist
consultants Anna
ana>> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ben>> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"b1"}
turn
ana< {"id":1,"success":true,"data":{"booking":{"hour":9}}}
ben< {"id":1,"success":false,"code":"SLOT_FULL","error":"Slot bereits belegt","data":{"date":"2026-03-04","hour":9,"free":0,"total":1,"alternatives":[{"date":"2026-03-04","hour":11,"points":7,"free":3,"total":3},{"date":"2026-03-04","hour":14},{"date":"2026-03-04","hour":16},{"date":"2026-03-04","hour":18},{"date":"2026-03-04","hour":20}]}}
ben! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":9,"free":0,"total":1,"booked":1,"held":0}}
ben> {"id":2,"op":"slots.show_day","params":{"date":"2026-03-04"}}
ben< {"id":2,"success":true,"data":{"slots":[{"hour":9,"total":1,"booked":1,"free":0,"bookable":false,"bookings":[],"others":1},{"hour":11},{"hour":14},{"hour":16},{"hour":18},{"hour":20}]}}
