# covers: SLOT-03
# 19.4: one second before its start a slot is bookable, at its start it is past.
clock 2026-03-02T09:59:59.000Z
users tele:telefonist
consultants Anna
tele> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k1"}
tele< {"id":1,"success":true,"data":*}
advance 1s
tele> {"id":2,"op":"slots.book","params":{"date":"2026-03-02","hour":11,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"k2"}
tele< {"id":2,"success":false,"code":"SLOT_PAST"}
tele> {"id":3,"op":"availability.find","params":{"date":"2026-03-02"}}
tele< {"id":3,"success":true,"data":{"slots":[{"hour":11,"total":3,"booked":1,"free":2,"past":true,"bookable":false},{"hour":14,"past":false,"bookable":true},*,*,*]}}
