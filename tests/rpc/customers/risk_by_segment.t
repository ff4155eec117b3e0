# 13.6, D7: customers by segment, those at risk first; only with the permission
# for figures of the team. Everybody who books sees the mark.
# covers: SLOT-06 ANA-06 ANA-07
clock 2026-03-02T07:00:00Z
users anna:telefonist chef:admin
consultants Carl Dora Emil
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a"}
anna< {"id":1,"success":true}
anna> {"id":2,"op":"slots.book","params":{"date":"2026-03-02","hour":11,"last_name":"Muster","first_name":"Erika","confirm":["DUPLICATE"]},"idempotency_key":"b"}
anna< {"id":2,"success":true}
anna> {"id":3,"op":"slots.book","params":{"date":"2026-03-02","hour":14,"last_name":"Muster","first_name":"Erika","confirm":["DUPLICATE"]},"idempotency_key":"c"}
anna< {"id":3,"success":true}
anna> {"id":4,"op":"slots.book","params":{"date":"2026-03-02","hour":9,"last_name":"Lang","first_name":"Ida"},"idempotency_key":"d"}
anna< {"id":4,"success":true}
advance 9h
op> {"id":1,"op":"auth.assume","params":{"name":"chef"}}
op< {"id":1,"success":true}
op> {"id":2,"op":"slots.set_status","params":{"id":1,"status":"no_show"},"idempotency_key":"e"}
op< {"id":2,"success":true}
op> {"id":3,"op":"slots.set_status","params":{"id":2,"status":"ghost"},"idempotency_key":"f"}
op< {"id":3,"success":true}
op> {"id":4,"op":"slots.set_status","params":{"id":3,"status":"no_show"},"idempotency_key":"g"}
op< {"id":4,"success":true}
op> {"id":5,"op":"slots.set_status","params":{"id":4,"status":"appeared"},"idempotency_key":"h"}
op< {"id":5,"success":true}
op> {"id":6,"op":"customers.list_risk","params":{}}
op< {"id":6,"success":true,"data":{"items":[{"id":1,"name":"Muster, Erika","segment":"risk","risk":"high","score_hundredths":0,"decided_tenths":0,"counts":{"total":3,"no_shows":2,"ghosts":1}},{"name":"Lang, Ida","segment":"new","risk":"low","score_hundredths":10000}],"segments":{"risk":1,"champion":0,"loyal":0,"new":1,"critical":0,"potential":0},"limit":20}}
op> {"id":7,"op":"customers.risk","params":{"segment":"new"}}
op< {"id":7,"success":true,"data":{"items":[{"name":"Lang, Ida"}],"segments":{"risk":1,"new":1}}}
op> {"id":8,"op":"slots.get","params":{"id":1}}
op< {"id":8,"success":true,"data":{"customer":{"id":1,"risk":"high","has_note":false}}}
op> {"id":9,"op":"auth.assume","params":{"name":"anna"}}
op< {"id":9,"success":true}
op> {"id":10,"op":"customers.list_risk","params":{}}
op< {"id":10,"success":false,"code":"FORBIDDEN"}
op> {"id":11,"op":"customers.find","params":{"text":"muster"}}
op< {"id":11,"success":true,"data":{"items":[{"risk":"high","missed":3}]}}
