# The figures of availability.find are those of the day view, points included.
# covers: API-11 SLOT-03 SLOT-08
users ana:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":16,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"points":5}}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":16,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a2"}
ana< {"id":2,"success":true,"data":{"points":3}}
ana> {"id":3,"op":"availability.find","params":{"date":"2026-03-04"}}
ana< {"id":3,"success":true,"data":{"slots":[{"hour":9,"points":5},{"hour":11,"points":7},{"hour":14,"points":7},{"hour":16,"booked":2,"points":1},{"hour":18,"points":5},{"hour":20,"points":5}]}}
