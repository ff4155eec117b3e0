# G17: a single admin keeps admin and account on all paths; with two, removing
# the other works and removing oneself is refused. Two removals in one turn
# cannot both pass.
# covers: ADM-03 SEC-08
users chef:admin
chef> {"id":1,"op":"users.set_admin","params":{"user":1,"admin":false},"idempotency_key":"a"}
chef< {"id":1,"success":false,"code":"LAST_ADMIN"}
chef> {"id":2,"op":"users.disable","params":{"user":1},"idempotency_key":"b"}
chef< {"id":2,"success":false,"code":"LAST_ADMIN"}
chef> {"id":3,"op":"users.anonymise","params":{"user":1,"name":"chef","confirm":["ANONYMISE"]},"idempotency_key":"c"}
chef< {"id":3,"success":false,"code":"LAST_ADMIN"}
chef> {"id":4,"op":"users.set_admin","params":{"user":1,"admin":true},"idempotency_key":"d"}
chef< {"id":4,"success":false,"code":"FORBIDDEN"}
# the operator of hubctl as well
op> {"id":1,"op":"users.set_admin","params":{"user":1,"admin":false},"idempotency_key":"a"}
op< {"id":1,"success":false,"code":"LAST_ADMIN","error":"Das ist der letzte aktive Admin. Bitte zuerst einen anderen Admin bestimmen"}
op> {"id":2,"op":"users.disable","params":{"user":1},"idempotency_key":"b"}
op< {"id":2,"success":false,"code":"LAST_ADMIN"}
users zwei:admin
chef> {"id":5,"op":"users.disable","params":{"user":1},"idempotency_key":"e"}
chef< {"id":5,"success":false,"code":"FORBIDDEN","error":"Beim eigenen Konto geht das nicht"}
chef> {"id":6,"op":"users.set_admin","params":{"user":1,"admin":false},"idempotency_key":"f"}
chef< {"id":6,"success":false,"code":"FORBIDDEN"}
# each removes the other in the same turn: one wins, the hub keeps an admin
chef>> {"id":7,"op":"users.set_admin","params":{"user":2,"admin":false},"idempotency_key":"g"}
zwei>> {"id":1,"op":"users.set_admin","params":{"user":1,"admin":false},"idempotency_key":"g"}
op>> {"id":3,"op":"users.disable","params":{"user":1},"idempotency_key":"c"}
turn
chef< {"id":7,"success":true,"data":{"user":{"name":"zwei","is_admin":false}}}
op< {"id":3,"success":false,"code":"LAST_ADMIN"}
zwei< {"id":1,"success":false,"code":"LAST_ADMIN"}
zwei! {"event":"session.ended","data":{"reason":"roles"}}
closed zwei
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT count(*) FROM account WHERE is_admin = 1 AND active = 1
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'admin_revoked' AND target = 'zwei' AND details ->> 'before' = 1 AND details ->> 'after' = 0
op> {"id":4,"op":"users.set_admin","params":{"user":2,"admin":true},"idempotency_key":"h"}
op< {"id":4,"success":true,"data":{"user":{"is_admin":true}}}
# with two again an operator may disable one
op> {"id":5,"op":"users.disable","params":{"user":1},"idempotency_key":"i"}
op< {"id":5,"success":true}
# a disabled admin does not count
op> {"id":6,"op":"users.set_admin","params":{"user":2,"admin":false},"idempotency_key":"j"}
op< {"id":6,"success":false,"code":"LAST_ADMIN"}
op> {"id":7,"op":"users.set_admin","params":{"user":1,"admin":false},"idempotency_key":"k"}
op< {"id":7,"success":true}
op> {"id":8,"op":"users.set_admin","params":{"user":1,"admin":true},"idempotency_key":"l"}
op< {"id":8,"success":false,"code":"CONFLICT"}
