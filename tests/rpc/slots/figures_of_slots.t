# Booking.md 19.1: places by hour and weekday, foreign weights, utilisation.
# covers: SLOT-01 SLOT-09
users ana:telefonist
consultants Anna Bernd Clara Dirk
sql UPDATE slot_total SET external = 8 WHERE date = '2026-03-03' AND hour = 20
sql UPDATE slot_total SET external = 13 WHERE date = '2026-03-05' AND hour = 11
sql UPDATE slot_total SET external = 7 WHERE date = '2026-03-04' AND hour = 14
ana> {"id":1,"op":"slots.show_week","params":{"date":"2026-03-03"}}
ana< {"id":1,"success":true,"data":{"week":"2026-W10","monday":"2026-03-02","today":"2026-03-02","hours":[9,11,14,16,18,20],"outside_grid":0,"history":!,"days":[{"date":"2026-03-02"},{"date":"2026-03-03","slots":[{"hour":9,"total":4,"places_each":1,"consultants":4},{"hour":11,"total":12},{"hour":14},{"hour":16},{"hour":18},{"hour":20,"total":8,"booked":8,"free":0,"percent":100,"overbooked":false,"bookable":false}]},{"date":"2026-03-04","slots":[*,*,{"hour":14,"total":12,"booked":7,"free":5,"percent":58},*,*,*]},{"date":"2026-03-05","slots":[*,{"hour":11,"total":12,"booked":13,"free":0,"percent":100,"overbooked":true},*,*,*,*]},{"date":"2026-03-06","slots":[{"hour":9,"total":8,"places_each":2,"free":8},{"hour":11},{"hour":14}]}]}}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-03","hour":20,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"SLOT_FULL"}
