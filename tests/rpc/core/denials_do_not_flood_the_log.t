# Ten refusals in a row leave their rows, more than the alert needs; then one
# every ten seconds, whoever else is refused. The order of checks stays.
# covers: SEC-12 API-12 OPS-31
users tina:telefonist toni:telefonist
tina> {"id":1,"op":"users.list"}
tina< {"id":1,"success":false,"code":"FORBIDDEN"}
tina> {"id":2,"op":"users.list"}
tina< {"id":2,"success":false,"code":"FORBIDDEN"}
tina> {"id":3,"op":"users.list"}
tina< {"id":3,"success":false,"code":"FORBIDDEN"}
tina> {"id":4,"op":"users.list"}
tina< {"id":4,"success":false,"code":"FORBIDDEN"}
tina> {"id":5,"op":"users.list"}
tina< {"id":5,"success":false,"code":"FORBIDDEN"}
tina> {"id":6,"op":"users.list"}
tina< {"id":6,"success":false,"code":"FORBIDDEN"}
tina> {"id":7,"op":"users.list"}
tina< {"id":7,"success":false,"code":"FORBIDDEN"}
tina> {"id":8,"op":"users.list"}
tina< {"id":8,"success":false,"code":"FORBIDDEN"}
tina> {"id":9,"op":"users.list"}
tina< {"id":9,"success":false,"code":"FORBIDDEN"}
tina> {"id":10,"op":"users.list"}
tina< {"id":10,"success":false,"code":"FORBIDDEN"}
tina> {"id":11,"op":"users.list"}
tina< {"id":11,"success":false,"code":"FORBIDDEN"}
tina> {"id":12,"op":"users.list"}
tina< {"id":12,"success":false,"code":"FORBIDDEN"}
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 1))
sql INSERT INTO t SELECT count(*) = 10 FROM audit_log WHERE action = 'permission_denied' AND actor = 'tina'
toni> {"id":1,"op":"users.list"}
toni< {"id":1,"success":false,"code":"FORBIDDEN"}
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'permission_denied' AND actor = 'toni'
advance 10s
tina> {"id":13,"op":"users.list"}
tina< {"id":13,"success":false,"code":"FORBIDDEN"}
tina> {"id":14,"op":"users.list"}
tina< {"id":14,"success":false,"code":"FORBIDDEN"}
sql INSERT INTO t SELECT count(*) = 11 FROM audit_log WHERE action = 'permission_denied' AND actor = 'tina'
