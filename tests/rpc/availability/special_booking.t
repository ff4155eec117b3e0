# covers: SLOT-03
# A special booking takes its consultant off the slot, and no rebuild puts them back.
users chef:admin anna:opener
consultants Anna Bernd
chef> {"id":1,"op":"availability.set_consultant","params":{"id":1,"name":"Anna","calendar_id":"anna@example.org","account":2},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
anna> {"id":1,"op":"slots.book_special","params":{"date":"2026-03-09","hour":14,"type":"UL","last_name":"Muster"},"idempotency_key":"k2"}
anna< {"id":1,"success":true,"data":{"special":{"id":1}}}
anna! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-09","hour":14,"free":3,"total":3}}
chef> {"id":2,"op":"availability.set_consultant","params":{"id":2,"name":"Bernd"},"idempotency_key":"k3"}
chef< {"id":2,"success":true,"data":*}
chef> {"id":3,"op":"availability.find","params":{"date":"2026-03-09"}}
chef< {"id":3,"success":true,"data":{"slots":[*,{"hour":11,"total":6},{"hour":14,"total":3,"consultants":1},{"hour":16,"total":6},*,*]}}
chef> {"id":4,"op":"availability.get","params":{"from":"2026-03-09","to":"2026-03-09"}}
chef< {"id":4,"success":true,"data":{"entries":[*,*,{"hour":14,"consultants":[{"name":"Anna","special":true},{"name":"Bernd","special":!}]},*,*,*]}}
anna> {"id":2,"op":"slots.cancel_special","params":{"id":1},"idempotency_key":"k6"}
anna< {"id":2,"success":true,"data":*}
chef> {"id":5,"op":"availability.find","params":{"date":"2026-03-09"}}
chef< {"id":5,"success":true,"data":{"slots":[*,*,{"hour":14,"total":6},*,*,*]}}
