# covers: HOL-02
# Removing opens the slots again; removing what is not there succeeds silently.
users chef:admin
consultants Anna
chef> {"id":1,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-09"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":{"block":{"id":1}}}
chef> {"id":2,"op":"blocks.remove","params":{"id":1},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":{"removed":true}}
chef! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-09","hour":11,"free":0,"total":0}}
chef! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-09","hour":11,"free":3,"total":3}}
chef> {"id":3,"op":"availability.find","params":{"date":"2026-03-09"}}
chef< {"id":3,"success":true,"data":{"slots":[{"hour":9,"total":1},{"hour":11,"total":3,"blocked":false,"bookable":true},*,*,*,*]}}
chef> {"id":4,"op":"blocks.remove","params":{"id":1},"idempotency_key":"k4"}
chef< {"id":4,"success":true,"data":{"removed":false}}
