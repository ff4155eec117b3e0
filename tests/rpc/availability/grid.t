# covers: SLOT-01 SLOT-03
# An admin adds Saturday 11:00 from a day on, later switches it off again.
users chef:admin
consultants Anna
chef> {"id":1,"op":"availability.get_grid","params":{"date":"2026-03-07"}}
chef< {"id":1,"success":true,"data":{"date":"2026-03-07","grid":$installed,"capacity":[{"id":1,"hour":0,"weekdays":[0,1,2,3,4,5,6],"places":3,"effective_from":"1970-01-01","set_at":null},{"hour":9,"weekdays":[0,1,2,3],"places":1},{"hour":9,"weekdays":[4,5,6],"places":2},{"hour":20,"places":2}],"upcoming":{"grid":[],"capacity":[]}}}
chef> {"id":2,"op":"availability.find","params":{"date":"2026-03-14"}}
chef< {"id":2,"success":true,"data":{"slots":[]}}
chef> {"id":3,"op":"availability.set_grid","params":{"weekday":5,"hour":11,"active":true,"effective_from":"2026-03-14"},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":{"affected":[]}}
chef! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-14","hour":11,"free":3,"total":3}}
chef> {"id":4,"op":"availability.find","params":{"date":"2026-03-07"}}
chef< {"id":4,"success":true,"data":{"slots":[]}}
chef> {"id":5,"op":"availability.find","params":{"date":"2026-03-14"}}
chef< {"id":5,"success":true,"data":{"slots":[{"hour":11,"total":3,"bookable":true}]}}
# weekend slots are no standard slots unless told so
chef> {"id":6,"op":"availability.find","params":{"date":"2026-05-09"}}
chef< {"id":6,"success":true,"data":{"slots":[{"hour":11,"total":0,"fallback":false}]}}
chef> {"id":7,"op":"grid.set","params":{"weekday":5,"hour":11,"active":true,"fallback":true,"effective_from":"2026-03-14"},"idempotency_key":"g1"}
chef< {"id":7,"success":true,"data":*}
chef> {"id":8,"op":"availability.find","params":{"date":"2026-05-09"}}
chef< {"id":8,"success":true,"data":{"slots":[{"hour":11,"total":3,"fallback":true}]}}
chef> {"id":9,"op":"availability.get_grid"}
chef< {"id":9,"success":true,"data":{"date":"2026-03-02","grid":$installed,"upcoming":{"grid":[{"weekday":5,"hour":11,"active":true,"fallback":true,"effective_from":"2026-03-14"}]}}}
chef> {"id":10,"op":"slots.book","params":{"date":"2026-03-14","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k10"}
chef< {"id":10,"success":true,"data":*}
chef> {"id":11,"op":"availability.set_grid","params":{"weekday":5,"hour":11,"active":false},"idempotency_key":"k11"}
chef< {"id":11,"success":true,"data":{"affected":[]}}
chef> {"id":12,"op":"availability.set_grid","params":{"weekday":5,"hour":11,"active":false,"effective_from":"2026-03-14"},"idempotency_key":"k12"}
chef< {"id":12,"success":true,"data":{"affected":[{"id":1,"customer":"Muster, Erika","date":"2026-03-14","hour":11}]}}
chef> {"id":13,"op":"availability.find","params":{"date":"2026-03-14"}}
chef< {"id":13,"success":true,"data":{"slots":[]}}
chef> {"id":14,"op":"availability.set_grid","params":{"weekday":5,"hour":12,"active":true},"idempotency_key":"k14"}
chef< {"id":14,"success":false,"code":"VALIDATION","fields":{"hour":"erlaubt: 9, 11, 14, 16, 18, 20"}}
chef> {"id":15,"op":"availability.set_grid","params":{"weekday":5,"hour":11,"active":true,"effective_from":"2026-03-01"},"idempotency_key":"k15"}
chef< {"id":15,"success":false,"code":"VALIDATION","fields":{"effective_from":"liegt in der Vergangenheit"}}
