# covers: SLOT-03 SLOT-04
# Lowering the places changes no booking: the overbooked slots are told, new ones refused.
users chef:admin tele:telefonist
consultants Anna
tele> {"id":1,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k1"}
tele< {"id":1,"success":true,"data":*}
tele> {"id":2,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"k2"}
tele< {"id":2,"success":true,"data":*}
chef> {"id":1,"op":"availability.set_capacity","params":{"hour":11,"places":1,"effective_from":"2026-03-10"},"idempotency_key":"k3"}
chef< {"id":1,"success":true,"data":{"affected":[]}}
chef> {"id":2,"op":"availability.set_capacity","params":{"hour":11,"weekdays":[0],"places":1,"effective_from":"2026-03-05"},"idempotency_key":"k4"}
chef< {"id":2,"success":true,"data":{"capacity":[*,*,*,{"hour":11,"weekdays":[0],"places":1,"effective_from":"2026-03-05","set_by":"chef","set_at":"2026-03-02T08:00:00.000Z"},*],"affected":[{"date":"2026-03-09","hour":11,"booked":2,"total":1}]}}
tele> {"id":3,"op":"availability.find","params":{"date":"2026-03-09"}}
tele< {"id":3,"success":true,"data":{"slots":[*,{"hour":11,"total":1,"booked":2,"free":0,"percent":100,"overbooked":true,"bookable":false},*,*,*,*]}}
tele> {"id":4,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"Dritter","first_name":"Dora"},"idempotency_key":"k6"}
tele< {"id":4,"success":false,"code":"SLOT_FULL","data":{"date":"2026-03-09","hour":11,"free":0}}
tele> {"id":5,"op":"slots.get","params":{"id":2}}
tele< {"id":5,"success":true,"data":{"booking":{"status":"pending"}}}
# of two rows in force the later day counts, whatever its weekdays
tele> {"id":6,"op":"availability.find","params":{"date":"2026-03-16"}}
tele< {"id":6,"success":true,"data":{"slots":[*,{"hour":11,"places_each":1},{"hour":14,"places_each":3},*,*,*]}}
chef> {"id":3,"op":"availability.set_capacity","params":{"hour":0,"places":4},"idempotency_key":"k9"}
chef< {"id":3,"success":true,"data":{"affected":[]}}
tele> {"id":7,"op":"availability.find","params":{"date":"2026-03-03"}}
tele< {"id":7,"success":true,"data":{"slots":[{"hour":9,"places_each":1},{"hour":11,"places_each":4},{"hour":14,"total":4},*,*,{"hour":20,"places_each":2}]}}
chef> {"id":4,"op":"availability.set_capacity","params":{"hour":11,"weekdays":[7],"places":1},"idempotency_key":"k11"}
chef< {"id":4,"success":false,"code":"VALIDATION","fields":{"weekdays":"0 (Montag) bis 6 (Sonntag)"}}
chef> {"id":5,"op":"availability.set_capacity","params":{"hour":10,"places":1},"idempotency_key":"k12"}
chef< {"id":5,"success":false,"code":"VALIDATION","fields":{"hour":*}}
chef> {"id":6,"op":"availability.set_capacity","params":{"hour":11,"places":21},"idempotency_key":"k13"}
chef< {"id":6,"success":false,"code":"VALIDATION","fields":{"places":*}}
