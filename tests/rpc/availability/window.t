# covers: SLOT-03 SLOT-08
# Worked example 19.4; today is Monday, 2 March 2026. Three consultants, ready daily.
users tele:telefonist
consultants Anna Bernd Clara
# D+55 is a Sunday without slots, D+56 is generated, D+57 falls back
tele> {"id":1,"op":"availability.find","params":{"date":"2026-04-26"}}
tele< {"id":1,"success":true,"data":{"slots":[]}}
tele> {"id":2,"op":"availability.find","params":{"date":"2026-04-27"}}
tele< {"id":2,"success":true,"data":{"slots":[{"hour":9,"total":3,"fallback":false,"bookable":true},{"hour":11,"total":9,"places_each":3},{"hour":14,"total":9},{"hour":16},{"hour":18},{"hour":20,"total":6}]}}
tele> {"id":3,"op":"availability.find","params":{"date":"2026-04-28"}}
tele< {"id":3,"success":true,"data":{"slots":[{"hour":9,"total":0,"fallback":false,"bookable":false},{"hour":11,"total":9,"consultants":3,"fallback":true,"bookable":true},*,*,*,*]}}
tele> {"id":4,"op":"availability.find","params":{"date":"2026-05-01"}}
tele< {"id":4,"success":true,"data":{"slots":[{"hour":9,"total":0,"blocked":true,"reason":"Erster Mai (Tag der Arbeit)","holiday":true},*,*]}}
# D+84 is Whit Monday, D+85 lies beyond the horizon
tele> {"id":5,"op":"slots.book","params":{"date":"2026-05-25","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k5"}
tele< {"id":5,"success":false,"code":"DATE_BLOCKED","data":{"reason":"Pfingstmontag","holiday":true}}
tele> {"id":6,"op":"slots.book","params":{"date":"2026-05-26","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k6"}
tele< {"id":6,"success":false,"code":"BEYOND_HORIZON","data":{"limit":"2026-05-25"}}
tele> {"id":7,"op":"slots.book","params":{"date":"2026-04-28","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k7"}
tele< {"id":7,"success":false,"code":"NO_AVAILABILITY"}
tele> {"id":8,"op":"slots.book","params":{"date":"2026-04-28","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k8"}
tele< {"id":8,"success":true,"data":*}
tele> {"id":9,"op":"slots.book","params":{"date":"2026-04-27","hour":11,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"k9"}
tele< {"id":9,"success":true,"data":*}
# the older name answers the same
tele> {"id":10,"op":"booking.availability","params":{"date":"2026-04-26","tool":"all"}}
tele< {"id":10,"success":true,"data":{"date":"2026-04-26","slots":[]}}
tele> {"id":11,"op":"availability.find","params":{"date":"2026-04-27","tool":"t2"}}
tele< {"id":11,"success":false,"code":"FEATURE_DISABLED"}
