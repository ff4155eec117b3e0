# A refused login keeps its audit row; unknown and wrong look alike.
# covers: SEC-12 SEC-16
op> {"id":1,"op":"users.create","params":{"name":"anna","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
conn eva
eva> {"id":1,"op":"auth.login","params":{"name":"anna","password":"falsch"}}
eva< {"id":1,"success":false,"code":"INVALID_CREDENTIALS","error":$text}
eva> {"id":2,"op":"auth.login","params":{"name":"gibtsnicht","password":"falsch"}}
eva< {"id":2,"success":false,"code":"INVALID_CREDENTIALS","error":$text}
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 2))
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'login_failure'
