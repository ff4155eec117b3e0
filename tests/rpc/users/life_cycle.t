# create, first login with forced change, roles, reset, disable, reactivate,
# anonymise: each audited with its target and the state before.
# covers: ADM-02 SEC-04 SEC-17
users chef:admin
chef> {"id":1,"op":"users.create","params":{"name":"anna.beispiel","roles":["telefonist"]}}
chef< {"id":1,"success":true,"data":{"user":{"id":2,"state":"pending","roles":["telefonist"]},"password":$first}}
conn eva
eva> {"id":1,"op":"auth.login","params":{"name":"anna.beispiel","password":$first}}
eva< {"id":1,"success":true,"data":{"user":{"must_change_password":true}}}
eva> {"id":2,"op":"slots.list","params":{}}
eva< {"id":2,"success":false,"code":"PASSWORD_CHANGE_REQUIRED"}
eva> {"id":3,"op":"auth.change_password","params":{"old":$first,"new":"noch-ein-langes","repeat":"noch-ein-langes"}}
eva< {"id":3,"success":true}
chef> {"id":2,"op":"users.get","params":{"user":2}}
chef< {"id":2,"success":true,"data":{"user":{"id":2,"state":"active","online":true,"sessions":1,"keys":0,"codes_left":0,"locks":[],"grants":[],"denials":[],"effective":["slots.view","slots.book","slots.manage_own","analytics.personal"],"points_by_month":[{"month":"2026-03","points":0},{"month":"2026-02"},{"month":"2026-01"},{"month":"2025-12"},{"month":"2025-11"},{"month":"2025-10"}]}}}
chef> {"id":3,"op":"users.set_roles","params":{"user":2,"roles":["opener","telefonist"]},"idempotency_key":"r"}
chef< {"id":3,"success":true,"data":{"user":{"roles":["opener","telefonist"]}}}
eva> {"id":4,"op":"slots.list","params":{}}
eva< {"id":4,"success":true}
chef> {"id":4,"op":"users.reset_password","params":{"user":2}}
chef< {"id":4,"success":true,"data":{"password":$second}}
eva! {"event":"session.ended","data":{"reason":"password"}}
closed eva
conn eva2
eva2> {"id":1,"op":"auth.login","params":{"name":"anna.beispiel","password":"noch-ein-langes"}}
eva2< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
eva2> {"id":2,"op":"auth.login","params":{"name":"anna.beispiel","password":$second}}
eva2< {"id":2,"success":true,"data":{"user":{"must_change_password":true}}}
chef> {"id":5,"op":"users.disable","params":{"user":2},"idempotency_key":"d"}
chef< {"id":5,"success":true,"data":{"user":{"state":"disabled","online":false}}}
eva2! {"event":"session.ended","data":{"reason":"disabled"}}
closed eva2
conn eva3
eva3> {"id":1,"op":"auth.login","params":{"name":"anna.beispiel","password":$second}}
eva3< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
chef> {"id":6,"op":"users.disable","params":{"user":2},"idempotency_key":"d2"}
chef< {"id":6,"success":false,"code":"CONFLICT"}
chef> {"id":7,"op":"users.create","params":{"name":"Anna.Beispiel"}}
chef< {"id":7,"success":false,"code":"CONFLICT","data":{"id":2,"disabled":true}}
chef> {"id":8,"op":"users.reactivate","params":{"user":2},"idempotency_key":"re"}
chef< {"id":8,"success":true,"data":{"user":{"state":"pending","roles":["opener","telefonist"]}}}
chef> {"id":9,"op":"users.reactivate","params":{"user":2},"idempotency_key":"re2"}
chef< {"id":9,"success":false,"code":"CONFLICT"}
chef> {"id":10,"op":"users.create","params":{"name":"anna.beispiel"}}
chef< {"id":10,"success":false,"code":"CONFLICT","data":{"id":2,"disabled":false}}
conn eva4
eva4> {"id":1,"op":"auth.login","params":{"name":"anna.beispiel","password":$second}}
eva4< {"id":1,"success":true}
chef> {"id":11,"op":"users.disable","params":{"user":99},"idempotency_key":"d3"}
chef< {"id":11,"success":false,"code":"NOT_FOUND"}
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'user_created' AND target = 'anna.beispiel' AND actor = 'chef' AND details LIKE '%telefonist%'
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'role_changed' AND target = 'anna.beispiel' AND details ->> 'before' = 'telefonist' AND details ->> 'after' = 'opener,telefonist'
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'password_reset' AND target = 'anna.beispiel'
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'user_disabled' AND severity = 'warning' AND target = 'anna.beispiel' AND details ->> 'before' = 'pending'
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'user_reactivated' AND target = 'anna.beispiel'
