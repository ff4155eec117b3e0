# An undo gives back that the outcome was only assumed: it is open again.
# covers: SLOT-07
clock 2026-03-02T07:00:00Z
users anna:telefonist
consultants Carl
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":18,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"b"}
anna< {"id":1,"success":true,"data":{"booking":{"id":$one}}}
advance 13h
users chef:admin
chef> {"id":2,"op":"outcomes.confirm","params":{"booking":$one},"idempotency_key":"x"}
chef< {"id":2,"success":true,"data":{"booking":{"status":"appeared","status_source":"manual"}}}
chef> {"id":3,"op":"outcomes.list_unconfirmed","params":{}}
chef< {"id":3,"success":true,"data":{"items":[],"total":0}}
chef> {"id":4,"op":"slots.undo_status","params":{"id":$one},"idempotency_key":"y"}
chef< {"id":4,"success":true,"data":{"booking":{"status":"appeared","status_source":"default"}}}
chef> {"id":5,"op":"slots.set_status","params":{"id":$one,"status":"ghost"},"idempotency_key":"z"}
chef< {"id":5,"success":true,"data":{"booking":{"status":"ghost","status_source":"manual"}}}
chef> {"id":6,"op":"slots.undo_status","params":{"id":$one},"idempotency_key":"u"}
chef< {"id":6,"success":true,"data":{"booking":{"status":"appeared","status_source":"default"}}}
chef> {"id":7,"op":"outcomes.list_unconfirmed","params":{}}
chef< {"id":7,"success":true,"data":{"items":[{"booking":$one,"outcome":"completed","source":"default"}],"total":1}}
