# tracking.assume_completed off: what nobody has said stays without outcome.
# covers: SLOT-07
clock 2026-03-02T07:00:00Z
users anna:telefonist chef:admin
consultants Carl Dora
chef> {"id":1,"op":"settings.set_key","params":{"key":"tracking.assume_completed","value":"off"},"idempotency_key":"s"}
chef< {"id":1,"success":true}
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":18,"last_name":"Muster","first_name":"Max"},"idempotency_key":"b"}
anna< {"id":1,"success":true,"data":{"booking":{"id":$one}}}
advance 12h
advance 2h
op> {"id":2,"op":"auth.assume","params":{"name":"anna"}}
op< {"id":2,"success":true}
op> {"id":3,"op":"outcomes.list_unconfirmed","params":{}}
op< {"id":3,"success":true,"data":{"items":[{"booking":$one,"outcome":"pending","source":"manual","status":"pending","final":false}],"total":1}}
