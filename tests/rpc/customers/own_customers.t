# 12.7: own customers by key, ghosts as missed, coming ones pending, moved ones
# beside; attendance of the decided ones, a sum over all.
# covers: SLOT-06
clock 2026-03-02T07:00:00Z
users anna:telefonist ben:telefonist opa:opener
consultants Carl Dora
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a"}
anna< {"id":1,"success":true}
anna> {"id":2,"op":"slots.book","params":{"date":"2026-03-02","hour":11,"last_name":"MUSTER","first_name":"erika","confirm":["DUPLICATE"]},"idempotency_key":"b"}
anna< {"id":2,"success":true}
anna> {"id":3,"op":"slots.book","params":{"date":"2026-03-05","hour":11,"last_name":"Muster","first_name":"Erika","confirm":["DUPLICATE"]},"idempotency_key":"c"}
anna< {"id":3,"success":true}
anna> {"id":4,"op":"slots.book","params":{"date":"2026-03-02","hour":9,"last_name":"Lang","first_name":"Ida"},"idempotency_key":"d"}
anna< {"id":4,"success":true}
ben> {"id":1,"op":"slots.book","params":{"date":"2026-03-06","hour":9,"last_name":"Lang","first_name":"Ida","confirm":["DUPLICATE"]},"idempotency_key":"e"}
ben< {"id":1,"success":true}
anna> {"id":5,"op":"customers.list_own","params":{}}
anna< {"id":5,"success":true,"data":{"items":[{"id":1,"total":3,"pending":3,"attendance_tenths":!},{"id":2,"total":1}],"sum":{"total":4,"pending":4},"total":2,"from":"2024-09-01","to":"2026-04-01"}}
advance 6h
op> {"id":1,"op":"auth.assume","params":{"name":"anna"}}
op< {"id":1,"success":true}
anna> {"id":6,"op":"slots.set_status","params":{"id":1,"status":"appeared"},"idempotency_key":"f"}
anna< {"id":6,"success":true}
anna> {"id":7,"op":"slots.set_status","params":{"id":2,"status":"ghost"},"idempotency_key":"g"}
anna< {"id":7,"success":true}
anna> {"id":8,"op":"slots.move","params":{"id":3,"date":"2026-03-06","hour":14,"reason":"customer"},"idempotency_key":"h"}
anna< {"id":8,"success":true}
anna> {"id":9,"op":"customers.mine","params":{}}
anna< {"id":9,"success":true,"data":{"items":[{"id":1,"name":"Muster, Erika","total":4,"appeared":1,"no_show":1,"cancelled":0,"pending":1,"other":1,"attendance_tenths":500,"no_show_tenths":500,"risk":"medium","next":{"date":"2026-03-06","hour":14}},{"name":"Lang, Ida","total":1,"pending":1,"risk":"low","next":{"date":"2026-03-06","hour":9}}],"sum":{"total":5,"appeared":1,"no_show":1,"pending":2,"other":1,"attendance_tenths":500}}}
ben> {"id":2,"op":"customers.list_own","params":{}}
ben< {"id":2,"success":true,"data":{"items":[{"name":"Lang, Ida","total":1}],"total":1}}
ben> {"id":3,"op":"customers.list_own","params":{"user":1}}
ben< {"id":3,"success":false,"code":"FORBIDDEN"}
opa> {"id":1,"op":"customers.list_own","params":{"user":1}}
opa< {"id":1,"success":true,"data":{"total":2}}
anna> {"id":10,"op":"customers.list_own","params":{"from":"2026-03-05","to":"2026-03-01"}}
anna< {"id":10,"success":false,"code":"VALIDATION","fields":{"to":"Das Ende liegt vor dem Anfang"}}
op> {"id":2,"op":"customers.list_own","params":{"limit":1}}
op< {"id":2,"success":true,"data":{"items":[{"id":1}],"total":2,"limit":1}}
