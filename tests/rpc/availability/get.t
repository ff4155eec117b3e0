# covers: SLOT-02 SLOT-03
# A weekly span repeats until its last day and concerns its consultant only.
users chef:admin tele:telefonist
chef> {"id":1,"op":"availability.set_consultant","params":{"name":"Anna","sort":2},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"availability.set_consultant","params":{"name":"Bernd","sort":1},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":*}
chef> {"id":3,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-03","from":"15:59","to":"18:01","repeat_until":"2026-03-17"},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":{"span":{"id":1,"consultant":{"id":1,"name":"Anna"},"date":"2026-03-03","from":"15:59","to":"18:01","repeat_until":"2026-03-17","added_by":"chef","added_at":"2026-03-02T08:00:00.000Z"}}}
chef> {"id":4,"op":"availability.set_manual","params":{"consultant":2,"date":"2026-03-10","from":"16:00","to":"18:00"},"idempotency_key":"k4"}
chef< {"id":4,"success":true,"data":{"span":{"id":2,"repeat_until":!}}}
# one minute of a slot is enough, touching it is not
tele> {"id":1,"op":"availability.get","params":{"from":"2026-03-09","to":"2026-03-31"}}
tele< {"id":1,"success":true,"data":{"from":"2026-03-09","to":"2026-03-31","spans":[{"id":1},{"id":2}],"entries":[{"date":"2026-03-10","hour":14,"consultants":[{"id":1,"name":"Anna","source":"manual"}]},{"date":"2026-03-10","hour":16,"consultants":[{"name":"Bernd"},{"name":"Anna"}]},{"date":"2026-03-10","hour":18,"consultants":[{"name":"Anna"}]},{"date":"2026-03-17","hour":14},{"date":"2026-03-17","hour":16},{"date":"2026-03-17","hour":18}]}}
tele> {"id":2,"op":"availability.get","params":{"from":"2026-03-20"}}
tele< {"id":2,"success":true,"data":{"from":"2026-03-20","to":"2026-04-16","spans":[],"entries":[]}}
tele> {"id":3,"op":"availability.get","params":{"from":"2026-03-02","to":"2026-05-02"}}
tele< {"id":3,"success":true,"data":{"spans":[*,*]}}
tele> {"id":4,"op":"availability.get","params":{"from":"2026-03-02","to":"2026-05-03"}}
tele< {"id":4,"success":false,"code":"VALIDATION","fields":{"to":"1 bis 62 Tage"}}
