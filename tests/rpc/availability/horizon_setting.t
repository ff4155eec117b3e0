# covers: SLOT-03
# 5.3: max_days_ahead 56 switches the fallback off; a longer window brings it back.
users chef:admin tele:telefonist
consultants Anna
tele> {"id":1,"op":"slots.book","params":{"date":"2026-04-29","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k1"}
tele< {"id":1,"success":true,"data":*}
chef> {"id":1,"op":"settings.set_key","params":{"key":"booking.max_days_ahead","value":"56"},"idempotency_key":"k2"}
chef< {"id":1,"success":true,"data":*}
advance 1s
tele> {"id":2,"op":"availability.find","params":{"date":"2026-04-27"}}
tele< {"id":2,"success":true,"data":{"slots":[{"hour":9,"bookable":true},*,*,*,*,*]}}
tele> {"id":3,"op":"availability.find","params":{"date":"2026-04-28"}}
tele< {"id":3,"success":true,"data":{"slots":[]}}
# a slot that is booked keeps its row
tele> {"id":4,"op":"availability.find","params":{"date":"2026-04-29"}}
tele< {"id":4,"success":true,"data":{"slots":[{"hour":11,"booked":1,"bookable":false}]}}
tele> {"id":5,"op":"slots.book","params":{"date":"2026-04-28","hour":11,"last_name":"Muster","first_name":"Erika","confirm":["DUPLICATE"]},"idempotency_key":"k6"}
tele< {"id":5,"success":false,"code":"BEYOND_HORIZON","data":{"limit":"2026-04-27"}}
chef> {"id":2,"op":"settings.set_key","params":{"key":"booking.max_days_ahead","value":"57"},"idempotency_key":"k7"}
chef< {"id":2,"success":true,"data":*}
advance 1s
tele> {"id":6,"op":"availability.find","params":{"date":"2026-04-28"}}
tele< {"id":6,"success":true,"data":{"slots":[{"hour":9,"total":0},{"hour":11,"total":3,"fallback":true},*,*,*,*]}}
# a longer generated window turns the same day into a generated one
chef> {"id":3,"op":"settings.set_key","params":{"key":"availability.generation_days","value":"57"},"idempotency_key":"k9"}
chef< {"id":3,"success":true,"data":*}
advance 1s
tele> {"id":7,"op":"availability.find","params":{"date":"2026-04-28"}}
tele< {"id":7,"success":true,"data":{"slots":[{"hour":9,"total":1},{"hour":11,"total":3,"fallback":false},*,*,*,*]}}
