# covers: SLOT-03
# One minute of a span is enough, unless the setting asks for the whole slot (5.1).
users chef:admin
chef> {"id":1,"op":"availability.set_consultant","params":{"name":"Anna"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-09","from":"12:59","to":"16:00"},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":*}
chef> {"id":3,"op":"availability.find","params":{"date":"2026-03-09"}}
chef< {"id":3,"success":true,"data":{"slots":[{"total":0},{"hour":11,"total":3},{"hour":14,"total":3},{"hour":16,"total":0},*,*]}}
chef> {"id":4,"op":"settings.set_key","params":{"key":"availability.t1_ready_min_cover_minutes","value":"120"},"idempotency_key":"k4"}
chef< {"id":4,"success":true,"data":*}
advance 1s
chef> {"id":5,"op":"availability.find","params":{"date":"2026-03-09"}}
chef< {"id":5,"success":true,"data":{"slots":[{"total":0},{"hour":11,"total":0},{"hour":14,"total":3},{"hour":16,"total":0},*,*]}}
chef> {"id":6,"op":"slots.explain","params":{"date":"2026-03-09","hour":11}}
chef< {"id":6,"success":true,"data":{"lines":[*,*,*,{"kind":"span","text":"Anna: T1-bereit 12:59-16:00 (zu kurz)","value":1},{"kind":"consultant","text":"Kein Berater bereit"},*,*,*,*,*]}}
