# Own sessions are listed, the own one marked; each can be ended, or all others
# at once; nobody else's.
# covers: SEC-05 SEC-12 HUB-06 API-08
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
users ben:telefonist
conn one
conn two 198.51.100.4
conn three uid=1000
one> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort","client":"hub 4.1.0 xterm"}}
one< {"id":1,"success":true,"data":{"session":$s1}}
advance 1s
two> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
two< {"id":1,"success":true,"data":{"session":$s2}}
advance 1s
three> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
three< {"id":1,"success":true,"data":{"session":$s3,"token":$t3,"device":!}}
advance 1s
one> {"id":2,"op":"auth.list_sessions","params":{}}
one< {"id":2,"success":true,"data":{"items":[{"id":$s3,"remote":"local","transport":"local","current":false},{"id":$s2,"remote":"198.51.100.4","client":"","transport":"tls","key":!,"current":false},{"id":$s1,"created_at":"2026-03-02T08:00:00.000Z","last_seen_at":"2026-03-02T08:00:03.000Z","expires_at":"2026-03-02T16:00:03.000Z","remote":"203.0.113.77","client":"hub 4.1.0 xterm","transport":"tls","current":true}]}}
ben> {"id":1,"op":"auth.revoke_session","params":{"session":$s2}}
ben< {"id":1,"success":false,"code":"NOT_FOUND"}
one> {"id":3,"op":"auth.revoke_session","params":{"session":$s2}}
one< {"id":3,"success":true}
two! {"event":"session.ended","data":{"reason":"revoked"}}
closed two
one> {"id":4,"op":"auth.revoke_session","params":{"session":$s2}}
one< {"id":4,"success":false,"code":"NOT_FOUND"}
one> {"id":5,"op":"auth.revoke_other_sessions","params":{}}
one< {"id":5,"success":true,"data":{"closed":1}}
three! {"event":"session.ended","data":{"reason":"revoked"}}
closed three
conn four
four> {"id":1,"op":"auth.resume","params":{"token":$t3}}
four< {"id":1,"success":false,"code":"UNAUTHENTICATED"}
one> {"id":6,"op":"auth.list_sessions","params":{}}
one< {"id":6,"success":true,"data":{"items":[{"id":$s1,"current":true}]}}
one> {"id":7,"op":"auth.revoke_other_sessions","params":{}}
one< {"id":7,"success":true,"data":{"closed":0}}
ben> {"id":2,"op":"auth.list_sessions","params":{}}
ben< {"id":2,"success":true,"data":{"items":[{"current":true}]}}
# the own one goes like a sign-out, but the connection is cut
one> {"id":8,"op":"auth.revoke_session","params":{"session":$s1}}
one< {"id":8,"success":true}
closed one
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 3))
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'session_revoked' AND actor = 'ana' AND target = 'ana'
