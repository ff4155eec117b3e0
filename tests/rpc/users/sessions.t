# Sessions of others: listed, one or all ended, connections cut at once; an id
# that belongs to somebody else is not found. PF-B4.
# covers: SEC-05 ADM-02
users chef:admin anna:telefonist ben:user
op> {"id":1,"op":"users.reset_password","params":{"user":2}}
op< {"id":1,"success":true,"data":{"password":$word}}
anna! {"event":"session.ended"}
conn a1 198.51.100.7
conn a2 198.51.100.8
a1> {"id":1,"op":"auth.login","params":{"name":"anna","password":$word,"client":"hub 4 xterm"}}
a1< {"id":1,"success":true,"data":{"session":$s1}}
advance 1m
a2> {"id":1,"op":"auth.login","params":{"name":"anna","password":$word}}
a2< {"id":1,"success":true,"data":{"session":$s2}}
chef> {"id":1,"op":"users.list_sessions","params":{"user":2}}
chef< {"id":1,"success":true,"data":{"items":[{"id":$s2,"remote":"198.51.100.8","transport":"tls","current":false,"key":!},{"id":$s1,"created_at":"2026-03-02T08:00:00.000Z","last_seen_at":"2026-03-02T08:00:00.000Z","expires_at":"2026-03-03T08:00:00.000Z","remote":"198.51.100.7","client":"hub 4 xterm"}],"total":2}}
chef> {"id":2,"op":"users.end_sessions","params":{"user":3,"session":$s1},"idempotency_key":"a"}
chef< {"id":2,"success":false,"code":"NOT_FOUND"}
chef> {"id":3,"op":"users.end_sessions","params":{"user":2,"session":$s1},"idempotency_key":"b"}
chef< {"id":3,"success":true,"data":{"closed":1}}
a1! {"event":"session.ended","data":{"reason":"revoked"}}
closed a1
chef> {"id":4,"op":"users.end_sessions","params":{"user":2},"idempotency_key":"c"}
chef< {"id":4,"success":true,"data":{"closed":1}}
a2! {"event":"session.ended","data":{"reason":"revoked"}}
closed a2
chef> {"id":5,"op":"users.list_sessions","params":{"user":2}}
chef< {"id":5,"success":true,"data":{"items":[],"total":0}}
# the own: all but the one in use
chef> {"id":6,"op":"users.end_sessions","params":{"user":1},"idempotency_key":"d"}
chef< {"id":6,"success":true,"data":{"closed":0}}
chef> {"id":7,"op":"users.list_sessions","params":{"user":1}}
chef< {"id":7,"success":true,"data":{"items":[{"current":true}],"total":1}}
chef> {"id":8,"op":"users.list_sessions","params":{"user":99}}
chef< {"id":8,"success":false,"code":"NOT_FOUND"}
sql CREATE TABLE two(n INTEGER CHECK(n = 3)) STRICT
sql INSERT INTO two SELECT count(*) FROM audit_log WHERE action = 'session_revoked' AND actor = 'chef' AND target IN ('anna', 'chef')
