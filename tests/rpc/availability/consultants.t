# covers: SLOT-01 SLOT-02
# Creating, renaming, linking and switching off a consultant.
users chef:admin anna:opener
chef> {"id":1,"op":"availability.set_consultant","params":{"name":"Anna","calendar_id":"anna@example.org","default_pool":true,"sort":5},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":{"consultant":{"id":1,"version":1,"name":"Anna","calendar_id":"anna@example.org","active":true,"default_pool":true,"account":!,"sort":5},"lost":[]}}
chef> {"id":2,"op":"availability.set_consultant","params":{"name":"Bernd"},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":{"consultant":{"id":2,"calendar_id":"","default_pool":false,"sort":0}}}
chef> {"id":3,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-09","from":"11:00","to":"13:00"},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":*}
# what is not named stays as it is
chef> {"id":4,"op":"availability.set_consultant","params":{"id":1,"version":1,"name":"Anne","account":2},"idempotency_key":"k4"}
chef< {"id":4,"success":true,"data":{"consultant":{"id":1,"version":2,"name":"Anne","calendar_id":"anna@example.org","active":true,"default_pool":true,"account":{"id":2,"name":"anna"},"sort":5},"lost":[]}}
anna! {"event":"availability.changed","seq":*,"data":{"from":"2026-03-02","to":"2026-05-25"}}
chef> {"id":5,"op":"availability.set_consultant","params":{"id":1,"version":1,"name":"Anna"},"idempotency_key":"k5"}
chef< {"id":5,"success":false,"code":"CONFLICT","data":{"version":2}}
chef> {"id":6,"op":"availability.set_consultant","params":{"id":2,"name":"ANNE"},"idempotency_key":"k6"}
chef< {"id":6,"success":false,"code":"VALIDATION","fields":{"name":"diesen Berater gibt es schon"}}
chef> {"id":7,"op":"availability.set_consultant","params":{"id":2,"name":"Bernd","account":2},"idempotency_key":"k7"}
chef< {"id":7,"success":false,"code":"VALIDATION","fields":{"account":"gehört schon zu: Anne"}}
chef> {"id":8,"op":"availability.set_consultant","params":{"id":2,"name":"Bernd","account":99},"idempotency_key":"k8"}
chef< {"id":8,"success":false,"code":"VALIDATION","fields":{"account":"dieses Konto gibt es nicht"}}
chef> {"id":9,"op":"availability.set_consultant","params":{"id":9,"name":"Clara"},"idempotency_key":"k9"}
chef< {"id":9,"success":false,"code":"NOT_FOUND"}
chef> {"id":10,"op":"availability.list_consultants"}
chef< {"id":10,"success":true,"data":{"items":[{"id":2,"name":"Bernd"},{"id":1,"name":"Anne"}],"total":2}}
chef> {"id":11,"op":"consultants.set","params":{"id":1,"version":2,"name":"Anne","active":false,"account":0},"idempotency_key":"off"}
chef< {"id":11,"success":true,"data":{"consultant":{"version":3,"active":false,"account":!},"lost":[{"date":"2026-03-09","hour":11,"consultant":"Anne"}]}}
chef> {"id":12,"op":"availability.find","params":{"date":"2026-03-09"}}
chef< {"id":12,"success":true,"data":{"slots":[*,{"hour":11,"total":0},*,*,*,*]}}
chef> {"id":13,"op":"consultants.list"}
chef< {"id":13,"success":true,"data":{"items":[{"id":2}],"total":1}}
chef> {"id":14,"op":"availability.list_consultants","params":{"all":true}}
chef< {"id":14,"success":true,"data":{"items":[{"id":2},{"id":1,"active":false}],"total":2}}
# back again: the spans were kept
chef> {"id":15,"op":"availability.set_consultant","params":{"id":1,"name":"Anne","active":true},"idempotency_key":"k15"}
chef< {"id":15,"success":true,"data":*}
chef> {"id":16,"op":"availability.find","params":{"date":"2026-03-09"}}
chef< {"id":16,"success":true,"data":{"slots":[*,{"hour":11,"total":3},*,*,*,*]}}
