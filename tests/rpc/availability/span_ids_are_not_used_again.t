# A removed ready span leaves its id to nobody.
# covers: SLOT-03
users chef:admin
chef> {"id":1,"op":"availability.set_consultant","params":{"name":"Anna"},"idempotency_key":"a"}
chef< {"id":1,"success":true}
chef> {"id":2,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-09","from":"11:00","to":"13:00"},"idempotency_key":"b"}
chef< {"id":2,"success":true,"data":{"span":{"id":1}}}
chef> {"id":3,"op":"availability.remove_manual","params":{"id":1},"idempotency_key":"c"}
chef< {"id":3,"success":true,"data":{"removed":true}}
chef> {"id":4,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-10","from":"11:00","to":"13:00"},"idempotency_key":"d"}
chef< {"id":4,"success":true,"data":{"span":{"id":2}}}
