# A job runs once per planned instant, missed ones are caught up once, the
# clock may step: neither skipped nor repeated.
# covers: OPS-09
clock 2026-03-02T08:01:00Z
users chef:admin
chef> {"id":1,"op":"jobs.list","params":{}}
chef< {"id":1,"success":true,"data":{"items":[*,*,*,{"name":"health-watch","schedule":"every 15m","zone":"Europe/Berlin","enabled":true,"overdue":false,"next_at":"2026-03-02T08:15:00.000Z"},*]}}
advance 13m
sql CREATE TEMP TABLE t0(n INTEGER CHECK(n = 0))
sql INSERT INTO t0 SELECT count(*) FROM job_run WHERE job = 'health-watch'
advance 1m
sql CREATE TEMP TABLE t1(n INTEGER CHECK(n = 1))
sql INSERT INTO t1 SELECT count(*) FROM job_run WHERE state = 'done' AND kind = 'schedule' AND job = 'health-watch'
advance 2h
sql CREATE TEMP TABLE t2(n INTEGER CHECK(n = 2))
sql INSERT INTO t2 SELECT count(*) FROM job_run WHERE job = 'health-watch'
chef> {"id":2,"op":"jobs.show_log","params":{"job":"health-watch","limit":1}}
chef< {"id":2,"success":true,"data":{"items":[{"job":"health-watch","kind":"schedule","state":"done","planned_at":"2026-03-02T10:15:00.000Z","counts":{"memory_percent":40,"disk_free_percent":60}}],"total":2}}
