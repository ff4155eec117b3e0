# One mechanism at a time: with jobs.by_timer the hub plans nothing that a
# systemd timer starts; hubctl job run does, and it is one and the same job.
# covers: OPS-06 OPS-07 OPS-09
clock 2026-03-02T19:58:00Z
users chef:admin
chef> {"id":1,"op":"settings.set_key","params":{"key":"jobs.by_timer","value":"on"},"idempotency_key":"a"}
chef< {"id":1,"success":true}
advance 10m
op> {"id":1,"op":"jobs.show_log","params":{"job":"outcome-check"}}
op< {"id":1,"success":true,"data":{"items":[],"total":0}}
op> {"id":2,"op":"jobs.run","params":{"job":"outcome-check"},"idempotency_key":"b"}
op< {"id":2,"success":true}
op> {"id":3,"op":"jobs.show_log","params":{"job":"outcome-check"}}
op< {"id":3,"success":true,"data":{"items":[{"kind":"manual","state":"done"}],"total":1}}
