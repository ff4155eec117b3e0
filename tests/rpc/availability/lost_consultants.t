# covers: SLOT-03
# Worked example 19.11, Friday 9 January 2026 at noon: of the spans that change, one
# loss is reported; the morning is past, additions are not reported.
clock 2026-01-09T11:00:00.000Z
users chef:admin
chef> {"id":1,"op":"availability.set_consultant","params":{"name":"Anna"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":{"consultant":{"id":1}}}
chef> {"id":2,"op":"availability.set_consultant","params":{"name":"Bernd"},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":{"consultant":{"id":2}}}
chef> {"id":3,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-01-09","from":"09:00","to":"16:00"},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":{"span":{"id":1,"version":1},"lost":[]}}
chef> {"id":4,"op":"availability.set_manual","params":{"consultant":2,"date":"2026-01-09","from":"14:00","to":"16:00"},"idempotency_key":"k4"}
chef< {"id":4,"success":true,"data":{"span":{"id":2},"lost":[]}}
chef> {"id":5,"op":"availability.set_manual","params":{"id":1,"version":1,"consultant":1,"date":"2026-01-09","from":"09:00","to":"14:00"},"idempotency_key":"k5"}
chef< {"id":5,"success":true,"data":{"span":{"id":1,"version":2,"to":"14:00"},"lost":[{"date":"2026-01-09","hour":14,"consultant":"Anna"}]}}
chef> {"id":6,"op":"availability.find","params":{"date":"2026-01-09"}}
chef< {"id":6,"success":true,"data":{"slots":[{"hour":14,"total":3,"consultants":1}]}}
chef> {"id":7,"op":"availability.remove_manual","params":{"id":2},"idempotency_key":"k7"}
chef< {"id":7,"success":true,"data":{"removed":true,"lost":[{"date":"2026-01-09","hour":14,"consultant":"Bernd"}],"affected":[]}}
chef> {"id":8,"op":"availability.remove_manual","params":{"id":2},"idempotency_key":"k8"}
chef< {"id":8,"success":true,"data":{"removed":false,"lost":[],"affected":[]}}
chef> {"id":9,"op":"availability.remove_manual","params":{"id":1,"version":1},"idempotency_key":"k9"}
chef< {"id":9,"success":false,"code":"CONFLICT","data":{"version":2}}
