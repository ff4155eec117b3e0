# Between password and session: the challenge of this connection takes the code
# of the app or a backup code, five tries in five minutes. Only the complete
# sign-in is audited, counted and told.
# covers: SEC-01 SEC-03 SEC-07 SEC-12 HUB-02
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
conn home
home> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
home< {"id":1,"success":true,"data":{"token":*,"device":$mark,"failed":!,"user":{"two_factor":false,"must_set_factor":false}}}
home> {"id":2,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
home< {"id":2,"success":true,"data":{"secret":$secret}}
totp code secret
home> {"id":3,"op":"auth.confirm_2fa","params":{"code":$code}}
home< {"id":3,"success":true,"data":{"codes":[$b1,*,*,*,*,*,*,*,*,*]}}
advance 30s
totp code secret
conn one
one> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort","device":$mark}}
one< {"id":1,"success":true,"data":{"result":"second_factor","challenge":$ch,"expires_at":"2026-03-02T08:05:30.000Z","token":!,"session":!,"user":!}}
# nobody is signed in, and the challenge belongs to this connection
one> {"id":2,"op":"hub.list_tools"}
one< {"id":2,"success":false,"code":"UNAUTHENTICATED"}
conn two
two> {"id":1,"op":"auth.verify_code","params":{"challenge":$ch,"code":$code}}
two< {"id":1,"success":false,"code":"UNAUTHENTICATED","error":"Die Anmeldung ist abgelaufen, bitte neu anmelden"}
one> {"id":3,"op":"auth.verify_code","params":{"challenge":"00000000000000000000000000000000","code":$code}}
one< {"id":3,"success":false,"code":"UNAUTHENTICATED"}
one> {"id":4,"op":"auth.verify_code","params":{"challenge":$ch,"code":"12345"}}
one< {"id":4,"success":false,"code":"INVALID_2FA"}
one> {"id":5,"op":"auth.verify_code","params":{"challenge":$ch,"code":$code}}
one< {"id":5,"success":true,"data":{"token":*,"session":*,"device":!,"codes_left":!,"failed":{"count":1,"since":"2026-03-02T08:00:30.000Z"},"user":{"name":"ana","two_factor":true}}}
# a challenge opens one session
one> {"id":6,"op":"auth.verify_code","params":{"challenge":$ch,"code":$code}}
one< {"id":6,"success":false,"code":"UNAUTHENTICATED"}
one> {"id":7,"op":"hub.list_tools"}
one< {"id":7,"success":true}
# after five minutes it is too late
two> {"id":2,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
two< {"id":2,"success":true,"data":{"challenge":$late}}
advance 5m
totp code secret
two> {"id":3,"op":"auth.verify_code","params":{"challenge":$late,"code":$code}}
two< {"id":3,"success":false,"code":"UNAUTHENTICATED"}
# a newer challenge takes the place of the older one
two> {"id":4,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
two< {"id":4,"success":true,"data":{"challenge":$first}}
two> {"id":5,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
two< {"id":5,"success":true,"data":{"challenge":$second}}
two> {"id":6,"op":"auth.verify_code","params":{"challenge":$first,"code":$code}}
two< {"id":6,"success":false,"code":"UNAUTHENTICATED"}
two> {"id":7,"op":"auth.verify_code","params":{"challenge":$second,"code":$b1}}
two< {"id":7,"success":true,"data":{"codes_left":9,"device":*,"failed":!}}
two> {"id":8,"op":"auth.list_logins","params":{"limit":3}}
two< {"id":8,"success":true,"data":{"items":[{"at":"2026-03-02T08:05:30.000Z","success":true,"reason":!,"second_factor":"backup_code","remote":"203.0.113.77","client":"","transport":"tls"},{"success":true,"second_factor":"totp"},{"success":false,"reason":"code","second_factor":!}]}}
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 1))
sql INSERT INTO t SELECT count(*) = 3 FROM audit_log WHERE action = 'login_success' AND target = 'ana'
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'login_failure' AND target = 'ana' AND json_extract(details, '$.reason') = 'code'
sql INSERT INTO t SELECT logins = 3 AND last_login_at = 1772438730000 FROM account WHERE name = 'ana'
