# What an import brings counts when its run is done, even with ids that were
# passed already; what a run has not finished makes no customer.
# covers: SLOT-06 DATA-09
clock 2026-03-02T07:00:00Z
users chef:admin
sql INSERT INTO outcome(id, customer_name, customer_key, date, time, outcome, source, status, first_checked_at, last_checked_at) VALUES(50, 'Alt, Anton', 'alt, anton', '2025-09-16', '11:00', 'completed', 'title', 'appeared', 1, 1)
advance 1m
sql INSERT INTO import_run(id, state, created_at, created_by) VALUES(1, 'running', 1, 'op')
sql INSERT INTO outcome(id, run, customer_name, customer_key, date, time, outcome, source, status, first_checked_at, last_checked_at) VALUES(20, 1, 'Neu, Nora', 'neu, nora', '2025-09-17', '11:00', 'ghost', 'title', 'ghost', 1, 1)
sql INSERT INTO outcome(id, run, customer_name, customer_key, date, time, outcome, source, status, first_checked_at, last_checked_at) VALUES(60, 1, 'Neu, Nils', 'neu, nils', '2025-09-17', '14:00', 'completed', 'title', 'appeared', 1, 1)
advance 2m
op> {"id":1,"op":"auth.assume","params":{"name":"chef"}}
op< {"id":1,"success":true}
op> {"id":2,"op":"customers.find","params":{"text":"anton"}}
op< {"id":2,"success":true,"data":{"items":[{"name":"Alt, Anton","last":{"date":"2025-09-16"}}]}}
op> {"id":3,"op":"customers.find","params":{"text":"neu"}}
op< {"id":3,"success":true,"data":{"items":[]}}
sql UPDATE import_run SET state = 'done', finished_at = 1000 WHERE id = 1
advance 2m
op> {"id":4,"op":"customers.find","params":{"text":"neu"}}
op< {"id":4,"success":true,"data":{"items":[{"name":"Neu, Nils","risk":"low"},{"name":"Neu, Nora","risk":"medium","missed":1,"appointments":1}]}}
# read in once
advance 2m
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 3))
sql INSERT INTO t SELECT count(*) FROM customer
