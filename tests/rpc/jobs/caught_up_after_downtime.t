# G15: server off for hours: each job is caught up once after the start, for the
# latest planned instant; a run that a crash cut off runs again; a clock set
# back repeats nothing.
# covers: OPS-09 OPS-20
clock 2026-03-02T08:01:00Z
users chef:admin
advance 15m
sql UPDATE job_run SET state = 'running'
sql INSERT INTO job_run(job, sort, planned_at, kind, state, started_at) VALUES('health-watch', 0, 1, 'manual', 'running', 1)
sql UPDATE job_run SET state = 'done', finished_at = 1 WHERE planned_at > 1
restart
advance 3h
sql CREATE TEMP TABLE t1(n INTEGER CHECK(n = 1))
sql INSERT INTO t1 SELECT count(*) FROM job_run WHERE kind = 'manual' AND state = 'done'
users chef:admin
chef> {"id":1,"op":"jobs.show_log","params":{"job":"health-watch"}}
chef< {"id":1,"success":true,"data":{"items":[{"kind":"schedule","state":"done","planned_at":"2026-03-02T11:15:00.000Z"},*,*],"total":3}}
sql UPDATE job SET since_at = 0
advance 23h
chef> {"id":2,"op":"jobs.list","params":{}}
chef< {"id":2,"success":false,"code":"SESSION_EXPIRED"}
op> {"id":2,"op":"jobs.show_log","params":{"job":"health-watch"}}
op< {"id":2,"success":true,"data":{"items":[{"kind":"schedule","planned_at":"2026-03-03T10:15:00.000Z"},*,*],"total":3}}
op> {"id":3,"op":"jobs.show_log","params":{"job":"job-log"}}
op< {"id":3,"success":true,"data":{"items":[{"kind":"catch_up","planned_at":"2026-03-03T02:30:00.000Z"}],"total":1}}
