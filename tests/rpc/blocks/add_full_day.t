# covers: HOL-02 SLOT-09
# A blocked day offers nothing, with the reason, in every view and for booking.
users chef:admin tele:telefonist
consultants Anna
quiet tele
chef> {"id":1,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-09","reason":"Betriebsausflug"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":{"block":{"id":1,"version":1,"type":"full_day","start_date":"2026-03-09","end_date":"2026-03-09","start_time":!,"end_time":!,"days":1,"reason":"Betriebsausflug","added_by":"chef","added_at":"2026-03-02T08:00:00.000Z"},"affected":0}}
tele! {"event":"blocks.changed","seq":*,"data":{"date":"2026-03-09"}}
tele! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-09","hour":11,"free":0,"total":0}}
tele> {"id":1,"op":"availability.find","params":{"date":"2026-03-09"}}
tele< {"id":1,"success":true,"data":{"date":"2026-03-09","slots":[{"hour":9,"total":0,"blocked":true,"reason":"Betriebsausflug","bookable":false},{"hour":11,"total":0,"free":0},{"hour":14},{"hour":16},{"hour":18},{"hour":20,"blocked":true}]}}
tele> {"id":2,"op":"slots.show_day","params":{"date":"2026-03-09"}}
tele< {"id":2,"success":true,"data":{"blocked":true,"reason":"Betriebsausflug"}}
tele> {"id":3,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k4"}
tele< {"id":3,"success":false,"code":"DATE_BLOCKED","data":{"reason":"Betriebsausflug"}}
tele> {"id":4,"op":"slots.suggest","params":{"date":"2026-03-09","hour":11,"days":1}}
tele< {"id":4,"success":true,"data":{"items":[{"date":"2026-03-10"},{"date":"2026-03-10"},{"date":"2026-03-10"},{"date":"2026-03-10"},{"date":"2026-03-10"}]}}
op> {"id":1,"op":"blocks.list"}
op< {"id":1,"success":true,"data":{"items":[{"id":1,"reason":"Betriebsausflug"}],"total":1}}
