# covers: SEC-12 OPS-31
users tina:telefonist
tina> {"id":1,"op":"users.list"}
tina< {"id":1,"success":false,"code":"FORBIDDEN"}
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 1))
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'permission_denied' AND actor = 'tina' AND target = 'users.list' AND remote = '203.0.113.0'
