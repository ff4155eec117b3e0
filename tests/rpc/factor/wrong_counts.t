# Wrong passwords and codes count for lockout (B5), from any of the operations;
# while it is locked nothing is judged. A code is not used up by a wrong
# password. Wrong codes of a set-up do not count: its seed is on the screen.
# covers: SEC-01 SEC-10 SEC-16
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
conn ana
ana> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
ana< {"id":2,"success":true,"data":{"secret":$secret}}
ana> {"id":3,"op":"auth.confirm_2fa","params":{"code":"1"}}
ana< {"id":3,"success":false,"code":"INVALID_2FA"}
ana> {"id":4,"op":"auth.confirm_2fa","params":{"code":"2"}}
ana< {"id":4,"success":false,"code":"INVALID_2FA"}
totp code secret
ana> {"id":5,"op":"auth.confirm_2fa","params":{"code":$code}}
ana< {"id":5,"success":true,"data":{"codes":[$b1,*,*,*,*,*,*,*,*,*]}}
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT 1 - count(*) FROM login_lock
ana> {"id":6,"op":"auth.disable_2fa","params":{"password":"falsch","code":$b1}}
ana< {"id":6,"success":false,"code":"INVALID_CREDENTIALS"}
ana> {"id":7,"op":"auth.disable_2fa","params":{"password":"ein-langes-passwort","code":"abc"}}
ana< {"id":7,"success":false,"code":"INVALID_2FA"}
ana> {"id":8,"op":"auth.renew_codes","params":{"password":"falsch","code":$b1}}
ana< {"id":8,"success":false,"code":"INVALID_CREDENTIALS"}
ana> {"id":9,"op":"auth.start_2fa","params":{"password":"falsch","code":$b1}}
ana< {"id":9,"success":false,"code":"INVALID_CREDENTIALS"}
ana> {"id":10,"op":"auth.renew_codes","params":{"password":"ein-langes-passwort","code":$code}}
ana< {"id":10,"success":false,"code":"ACCOUNT_LOCKED","retry_after":900}
# the right ones as well
ana> {"id":11,"op":"auth.disable_2fa","params":{"password":"ein-langes-passwort","code":$b1}}
ana< {"id":11,"success":false,"code":"ACCOUNT_LOCKED","retry_after":900}
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'account_locked' AND target = 'ana'
sql INSERT INTO t SELECT failures = 5 FROM login_lock WHERE account = 1 AND source <> ''
# the session itself is not touched; after the lock the backup code is still good
ana> {"id":12,"op":"auth.show_2fa","params":{}}
ana< {"id":12,"success":true,"data":{"on":true,"codes_left":10}}
advance 15m
ana> {"id":13,"op":"auth.disable_2fa","params":{"password":"ein-langes-passwort","code":$b1}}
ana< {"id":13,"success":true}
