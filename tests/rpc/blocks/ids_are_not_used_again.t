# Removing what another screen still shows must not hit a newer block.
# covers: HOL-04
users chef:admin
chef> {"id":1,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-09"},"idempotency_key":"a"}
chef< {"id":1,"success":true,"data":{"block":{"id":1}}}
chef> {"id":2,"op":"blocks.remove","params":{"id":1},"idempotency_key":"b"}
chef< {"id":2,"success":true,"data":{"removed":true}}
chef> {"id":3,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-10"},"idempotency_key":"c"}
chef< {"id":3,"success":true,"data":{"block":{"id":2}}}
chef> {"id":4,"op":"blocks.remove","params":{"id":1},"idempotency_key":"d"}
chef< {"id":4,"success":true,"data":{"removed":false}}
chef> {"id":5,"op":"blocks.check","params":{"date":"2026-03-10"}}
chef< {"id":5,"success":true,"data":{"blocked":true}}
