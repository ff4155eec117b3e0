# Whoever was disabled, or whose password was reset, between password and code
# is not let in by the code; maintenance shuts the second step as well.
# covers: SEC-01 SEC-16 HUB-11
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
conn home
home> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
home< {"id":1,"success":true}
home> {"id":2,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
home< {"id":2,"success":true,"data":{"secret":$secret}}
totp code secret
home> {"id":3,"op":"auth.confirm_2fa","params":{"code":$code}}
home< {"id":3,"success":true}
advance 30s
totp code secret
conn one
one> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
one< {"id":1,"success":true,"data":{"challenge":$a}}
sql UPDATE account SET active = 0 WHERE name = 'ana'
one> {"id":2,"op":"auth.verify_code","params":{"challenge":$a,"code":$code}}
one< {"id":2,"success":false,"code":"UNAUTHENTICATED"}
sql UPDATE account SET active = 1 WHERE name = 'ana'
one> {"id":3,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
one< {"id":3,"success":true,"data":{"challenge":$b}}
home> {"id":4,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"ein-neues-passwort","repeat":"ein-neues-passwort"}}
home< {"id":4,"success":true}
one> {"id":4,"op":"auth.verify_code","params":{"challenge":$b,"code":$code}}
one< {"id":4,"success":false,"code":"UNAUTHENTICATED"}
one> {"id":5,"op":"auth.login","params":{"name":"ana","password":"ein-neues-passwort"}}
one< {"id":5,"success":true,"data":{"challenge":$c}}
op> {"id":2,"op":"settings.set_key","params":{"key":"hub.maintenance","value":"on"},"idempotency_key":"m1"}
op< {"id":2,"success":true}
one> {"id":6,"op":"auth.verify_code","params":{"challenge":$c,"code":$code}}
one< {"id":6,"success":false,"code":"MAINTENANCE"}
op> {"id":3,"op":"settings.set_key","params":{"key":"hub.maintenance","value":"off"},"idempotency_key":"m2"}
op< {"id":3,"success":true}
one> {"id":7,"op":"auth.verify_code","params":{"challenge":$c,"code":$code}}
one< {"id":7,"success":true,"data":{"token":*}}
