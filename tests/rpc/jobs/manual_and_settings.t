# Manual and dry runs, another schedule, switching off.
# covers: OPS-09
clock 2026-03-02T08:01:00Z
users chef:admin anna:telefonist
anna> {"id":1,"op":"jobs.run","params":{"job":"health-watch"},"idempotency_key":"a"}
anna< {"id":1,"success":false,"code":"FORBIDDEN"}
chef> {"id":1,"op":"jobs.run","params":{"job":"health-watch"},"idempotency_key":"a"}
chef< {"id":1,"success":true,"data":{"run":$run}}
chef> {"id":2,"op":"jobs.show_log","params":{"run":$run}}
chef< {"id":2,"success":true,"data":{"items":[{"id":$run,"kind":"manual","by":"chef","state":"done"}],"total":1}}
chef> {"id":3,"op":"jobs.run","params":{"job":"health-watch","dry_run":true},"idempotency_key":"b"}
chef< {"id":3,"success":true}
chef> {"id":4,"op":"jobs.run","params":{"job":"nothing"},"idempotency_key":"c"}
chef< {"id":4,"success":false,"code":"VALIDATION","fields":{"job":$any}}
chef> {"id":5,"op":"jobs.set","params":{"job":"health-watch","schedule":"every 7m"},"idempotency_key":"d"}
chef< {"id":5,"success":false,"code":"VALIDATION","fields":{"schedule":$any2}}
chef> {"id":6,"op":"jobs.set","params":{"job":"health-watch","schedule":"every 30m"},"idempotency_key":"e"}
chef< {"id":6,"success":true,"data":{"job":{"schedule":"every 30m","changed":true,"next_at":"2026-03-02T08:30:00.000Z"}}}
chef> {"id":7,"op":"jobs.set","params":{"job":"health-watch","schedule":"","enabled":false},"idempotency_key":"f"}
chef< {"id":7,"success":true,"data":{"job":{"schedule":"every 15m","changed":false,"enabled":false,"next_at":null}}}
advance 2h
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 0))
sql INSERT INTO t SELECT count(*) FROM job_run WHERE kind IN ('schedule','catch_up') AND job = 'health-watch'
chef> {"id":8,"op":"jobs.set","params":{"job":"health-watch","enabled":true,"version":1},"idempotency_key":"g"}
chef< {"id":8,"success":false,"code":"CONFLICT"}
