# hubctl key rotate: a new server key, every seed sealed anew; codes go on.
# Only local operators, and never by an account.
# covers: SEC-09 SEC-12 OPS-27
users chef:admin
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
conn ana
ana> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
ana< {"id":1,"success":true,"data":{"token":$token}}
ana> {"id":2,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
ana< {"id":2,"success":true,"data":{"secret":$secret}}
totp code secret
ana> {"id":3,"op":"auth.confirm_2fa","params":{"code":$code}}
ana< {"id":3,"success":true,"data":{"codes":[$b1,$b2,$b3,*,*,*,*,*,*,*]}}
chef> {"id":1,"op":"system.rotate_key","params":{},"idempotency_key":"a"}
chef< {"id":1,"success":false,"code":"FORBIDDEN","error":"Das geht nur auf dem Server: hubctl key rotate"}
op> {"id":2,"op":"system.rotate_key","params":{},"idempotency_key":"b"}
op< {"id":2,"success":true,"data":{"key":$key,"values":2}}
advance 30s
totp code secret
ana> {"id":4,"op":"auth.renew_codes","params":{"password":"ein-langes-passwort","code":$code}}
ana< {"id":4,"success":true,"data":{"codes":[$c1,$c2,*,*,*,*,*,*,*,*]}}
# nothing is sealed or opened between the rotation and its commit
op>> {"id":3,"op":"system.rotate_key","params":{},"idempotency_key":"c"}
ana>> {"id":5,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort","code":$c1}}
op>> {"id":4,"op":"system.rotate_key","params":{},"idempotency_key":"d"}
turn
op< {"id":3,"success":true,"data":{"values":2}}
op< {"id":4,"success":false,"code":"NOT_READY"}
ana< {"id":5,"success":false,"code":"NOT_READY"}
ana> {"id":6,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort","code":$c1}}
ana< {"id":6,"success":true,"data":{"secret":$two}}
# a pending seed follows as well, and the key of the audit log; backup codes outlive the key
op> {"id":5,"op":"system.rotate_key","params":{},"idempotency_key":"e"}
op< {"id":5,"success":true,"data":{"values":3}}
restart
conn ana
ana> {"id":1,"op":"auth.resume","params":{"token":$token}}
ana< {"id":1,"success":true}
totp code two
ana> {"id":2,"op":"auth.confirm_2fa","params":{"code":$code}}
ana< {"id":2,"success":true,"data":{"codes":[$d1,$d2,*,*,*,*,*,*,*,*]}}
op> {"id":1,"op":"system.rotate_key","params":{},"idempotency_key":"f"}
op< {"id":1,"success":true,"data":{"values":2}}
ana> {"id":3,"op":"auth.disable_2fa","params":{"password":"ein-langes-passwort","code":$d1}}
ana< {"id":3,"success":true}
op> {"id":2,"op":"system.rotate_key","params":{},"idempotency_key":"g"}
op< {"id":2,"success":true,"data":{"values":1}}
sql CREATE TABLE t(n INTEGER CHECK(n = 5)) STRICT
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'key_rotated' AND severity = 'warning' AND actor LIKE 'cli:%'
